package io.taosbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.client.ConnectionOptions.Retry;
import io.taosbridge.client.ConnectionOptions.Tls;
import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.client.error.InterfaceException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionOptionsTest {

  @ParameterizedTest
  @CsvSource({
    "ws,WEBSOCKET,false,6041",
    "wss,WEBSOCKET,true,6041",
    "http,REST,false,6041",
    "https,REST,true,6041",
    "taos,NATIVE,false,6030",
    "taos+ws,WEBSOCKET,false,6041",
    "tdengine+wss,WEBSOCKET,true,6041",
    "TAOS+WS,WEBSOCKET,false,6041"
  })
  void schemeDecidesTransportTlsAndDefaultPort(
      String scheme, Transport transport, boolean tls, int port) {
    // When
    ConnectionOptions options = ConnectionOptions.parse(scheme + "://host");
    // Then
    assertThat(options.transport()).isEqualTo(transport);
    assertThat(options.tls()).isEqualTo(new Tls(tls, "", true));
    assertThat(options.endpoints()).containsExactly(new Endpoint("host", port));
  }

  @Test
  void readsEveryPartOfAUrl() {
    // When
    ConnectionOptions options =
        ConnectionOptions.parse(
            "ws://me:p%40s%2Fs%25@h1:7041,[2001:db8::1]:6042,h_2.org/weather"
                + "?token=t%2B&timezone=Asia/Shanghai&compression=true&conn_retries=1"
                + "&retry_backoff_ms=10&retry_backoff_max_ms=20&connect_timeout=3&read_timeout=4");
    // Then
    assertThat(options)
        .isEqualTo(
            new ConnectionOptions(
                Transport.WEBSOCKET,
                Tls.NONE,
                List.of(
                    new Endpoint("h1", 7041),
                    new Endpoint("2001:db8::1", 6042),
                    new Endpoint("h_2.org", 6041)),
                "me",
                "p@s/s%",
                "weather",
                "t+",
                "",
                "Asia/Shanghai",
                true,
                new Retry(1, Duration.ofMillis(10), Duration.ofMillis(20)),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                ""));
  }

  @Test
  void fillsInDefaults() {
    // When
    ConnectionOptions options = ConnectionOptions.parse("ws://");
    // Then
    assertThat(options)
        .isEqualTo(
            new ConnectionOptions(
                Transport.WEBSOCKET,
                Tls.NONE,
                List.of(new Endpoint("localhost", 6041)),
                "root",
                "taosdata",
                "",
                "",
                "",
                "",
                false,
                new Retry(5, Duration.ofMillis(200), Duration.ofSeconds(2)),
                Duration.ofSeconds(10),
                Duration.ofSeconds(300),
                ""));
  }

  @Test
  void anOptionWinsOverTheUrl() {
    // When
    ConnectionOptions options =
        ConnectionOptions.parse(
            "ws://a:b@h/c?read_timeout=1",
            Map.of("user", "u", "password", "p", "database", "d", "read_timeout", "2"));
    // Then
    assertThat(options.user()).isEqualTo("u");
    assertThat(options.password()).isEqualTo("p");
    assertThat(options.database()).isEqualTo("d");
    assertThat(options.readTimeout()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void readsHowTheServerIsVerified() {
    // When
    ConnectionOptions withFile = ConnectionOptions.parse("wss://h?tls_ca=/etc/ca.pem");
    ConnectionOptions without = ConnectionOptions.parse("https://h?tls_verify=false");
    // Then
    assertThat(withFile.tls()).isEqualTo(new Tls(true, "/etc/ca.pem", true));
    assertThat(without.tls()).isEqualTo(new Tls(true, "", false));
  }

  @Test
  void pausesDoubleUpToTheLongest() {
    // Given
    Retry retry = new Retry(9, Duration.ofMillis(200), Duration.ofSeconds(1));
    // Then
    assertThat(IntStream.range(0, 5).mapToObj(retry::pauseBefore).map(Duration::toMillis))
        .containsExactly(200L, 400L, 800L, 1000L, 1000L);
    assertThat(retry.pauseBefore(1_000_000)).isEqualTo(Duration.ofSeconds(1));
    assertThat(new Retry(9, Duration.ZERO, Duration.ZERO).pauseBefore(9_999)).isZero();
  }

  @Test
  void nativeTakesAConfigurationDirectory() {
    // When
    ConnectionOptions options = ConnectionOptions.parse("taos://h/d?config=/etc/taos");
    // Then
    assertThat(options.config()).isEqualTo("/etc/taos");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "localhost:6041                | must look like scheme://user:password@host:port/database",
        "''                            | not a TDengine URL",
        "jdbc://h                      | unknown scheme \"jdbc\"",
        "jdbc:TAOS-WS://h:6041/db      | not a TDengine URL",
        "ws://h:0                      | bad port of host h",
        "ws://h:65536                  | bad port of host h",
        "ws://h:                       | number from 1 to 65535",
        "ws://h:x                      | number from 1 to 65535",
        "ws://[::1]x                   | bad port of host ::1",
        "ws://::1:6041                 | brackets",
        "ws://[::1:6041                | bad IPv6",
        "ws://[host]:6041              | bad IPv6",
        "ws://h1,,h2                   | host is missing",
        "ws://h1,                      | host is missing",
        "ws://:6041                    | host is missing",
        "ws://a b                      | bad host name",
        "ws://@h                       | without a user",
        "ws://u:%zz@h                  | percent-encoding in the password",
        "ws://u:%4@h                   | percent-encoding in the password",
        "ws://u:%ff@h                  | percent-encoding in the password",
        "ws://h/a/b                    | only a database",
        "ws://h?read_timout=5          | \"read_timout\", did you mean read_timeout?",
        "ws://h?zzz=5                  | unknown TDengine parameter \"zzz\"; known are: token,",
        "ws://h?user=root              | unknown TDengine parameter \"user\"",
        "ws://h?compression            | compression of the TDengine URL has no value",
        "ws://h?token=a&token=b        | token stands twice",
        "ws://h?compression=yes        | compression must be true or false, not \"yes\"",
        "ws://h?conn_retries=-1        | conn_retries must be a number from 0",
        "ws://h?read_timeout=0         | read_timeout must be a number from 1",
        "ws://h?read_timeout=9999999999 | read_timeout must be a number",
        "ws://h?retry_backoff_ms=1.5   | retry_backoff_ms must be a number",
        "ws://h?timezone=Mars/Olympus  | unknown timezone \"Mars/Olympus\"",
        "ws://h?config=/etc            | config is for taos:// only",
        "ws://h?tls_ca=ca.pem          | tls_ca is for wss:// and https:// only",
        "http://h?tls_verify=false     | tls_verify is for wss:// and https:// only",
        "wss://h?tls_verify=no         | tls_verify must be true or false",
        "wss://h?tls_verify=false&tls_ca=x | tls_ca has no use with tls_verify=false",
        "ws://h?token=a&bearer_token=b | token and bearer_token exclude each other"
      })
  void namesWhatIsWrong(String url, String expected) {
    assertThatThrownBy(() -> ConnectionOptions.parse(url))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void namesAnUnknownOption() {
    assertThatThrownBy(() -> ConnectionOptions.parse("ws://h", Map.of("pasword", "x")))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("unknown TDengine option \"pasword\", did you mean password?");
  }

  /** Each a URL whose password, S3cr3t, breaks the URL because it is not encoded. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ws://u:S3cr3t/x@h:6041/db",
        "ws://u:x/S3cr3t@h",
        "ws://u:S3cr3t?x@h",
        "ws://u:x?S3cr3t@h",
        "ws://u:S3cr3t#x@h",
        "ws://u:x#S3cr3t",
        "ws://u:S3cr3t",
        "ws://u:S3cr3t%zz@h",
        "ws://u:S3cr3t@h:bad",
        "ws://u:S3cr3t@h?bad=1",
        "ws://h?token=S3cr3t&read_timeout=x",
        "u:S3cr3t@h:6041",
        "ws://u:S3cr3t:6041"
      })
  void neverQuotesASecretInAnError(String url) {
    // When
    Throwable error = catchThrowable(() -> ConnectionOptions.parse(url));
    // Then
    assertThat(error).isInstanceOf(InterfaceException.class);
    assertThat(error.getMessage()).doesNotContain("S3cr3t");
  }

  @Test
  void hidesPasswordAndTokenWhenPrinted() {
    // When
    String text = ConnectionOptions.parse("wss://u:S3cr3t@h1,[::1]:1/d?token=S3cr3t").toString();
    // Then
    assertThat(text).isEqualTo("wss://u:***@h1:6041,[::1]:1/d?token=***");
    assertThat(ConnectionOptions.parse("wss://h?bearer_token=S3cr3t"))
        .hasToString("wss://h:6041?bearer_token=***");
  }

  @Test
  void derivesACopyWithAnotherDatabase() {
    // Given
    ConnectionOptions options = ConnectionOptions.parse("ws://u:p@h/a?token=t&conn_retries=9");
    // When
    ConnectionOptions copy = options.withDatabase("b");
    // Then
    assertThat(copy).isEqualTo(ConnectionOptions.parse("ws://u:p@h/b?token=t&conn_retries=9"));
  }
}
