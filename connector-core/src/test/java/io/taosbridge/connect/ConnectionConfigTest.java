package io.taosbridge.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.ConnectionOptions.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionConfigTest {

  private static final ConfigDef DEFINITION = new ConfigDef();

  static {
    ConnectionConfig.define(DEFINITION);
  }

  @Test
  void prefersOptionsToTheUrl() {
    // Given
    Map<String, String> given =
        Map.of(
            "connection.url", " ws://u:p@h1:1,h2:2/db?token=a ",
            "connection.user", "user",
            "connection.password", "secret",
            "connection.token", "b");

    // When
    ConnectionOptions options = read(given, Map.of("conn_retries", "0"));

    // Then
    assertThat(options.hosts()).isEqualTo("h1:1,h2:2");
    assertThat(options.user()).isEqualTo("user");
    assertThat(options.password()).isEqualTo("secret");
    assertThat(options.token()).isEqualTo("b");
    assertThat(options.retry().times()).isZero();
  }

  @Test
  void fallsBackOnTheUrl() {
    // When
    ConnectionOptions options = read(Map.of("connection.url", "ws://u:p@h"), Map.of());

    // Then
    assertThat(options.user()).isEqualTo("u");
    assertThat(options.password()).isEqualTo("p");
    assertThat(options.token()).isEmpty();
  }

  @Test
  void takesTlsAndBearerToken(@TempDir Path folder) throws IOException {
    // Given
    String file = Files.createFile(folder.resolve("option.pem")).toString();

    // When
    ConnectionOptions options =
        read(
            Map.of(
                "connection.url", "wss://h?tls_ca=url.pem",
                "connection.tls.ca", file,
                "connection.bearer.token", "b"),
            Map.of());
    ConnectionOptions unverified =
        read(Map.of("connection.url", "wss://h", "connection.tls.verify", "false"), Map.of());
    ConnectionOptions byUrl = read(Map.of("connection.url", "wss://h?tls_verify=false"), Map.of());

    // Then
    assertThat(options.tls()).isEqualTo(new Tls(true, file, true));
    assertThat(options.bearerToken()).isEqualTo("b");
    assertThat(unverified.tls()).isEqualTo(new Tls(true, "", false));
    assertThat(byUrl.tls()).isEqualTo(new Tls(true, "", false));
  }

  @Test
  void namesTheOptionOfAFileThatIsNotThere() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of("connection.url", "wss://h", "connection.tls.ca", "/no/file"), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("connection.tls.ca");
  }

  @Test
  void needsAUrl() {
    assertThatThrownBy(() -> read(Map.of(), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("connection.url");
  }

  @Test
  void hidesSecrets() {
    // Given
    AbstractConfig config =
        new AbstractConfig(
            DEFINITION,
            Map.of(
                "connection.url", "ws://h",
                "connection.password", "secret1",
                "connection.token", "secret2",
                "connection.bearer.token", "secret3"),
            false);

    // Then
    assertThat(config.values().toString()).doesNotContain("secret1", "secret2", "secret3");
  }

  private static ConnectionOptions read(Map<String, String> given, Map<String, String> more) {
    return ConnectionConfig.options(new AbstractConfig(DEFINITION, given, false), more);
  }
}
