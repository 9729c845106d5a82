package io.taosbridge.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.transport.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** https with a certificate that was made for this test, for 127.0.0.1 only. */
@Timeout(120)
class RestTlsTest {

  @TempDir private static Path folder;

  private static TestCertificate certificate;

  private ScriptedHttpServer server;

  @BeforeAll
  static void makeCertificate() {
    certificate = TestCertificate.make(folder);
  }

  @BeforeEach
  void startServer() throws IOException {
    server =
        ScriptedHttpServer.begin(
            certificate
                .serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private String url(String host) {
    return "https://" + host + ":" + server.port() + "/?conn_retries=0";
  }

  @Test
  void trustsThePemFile() {
    // Given
    String ca = "&tls_ca=" + certificate.pemFile();

    // When
    try (Connection connection = TDengine.connect(url("127.0.0.1") + ca)) {
      // Then
      assertThat(connection.execute("insert into t values (1)")).isEqualTo(7);
    }
    assertThatThrownBy(() -> TDengine.connect(url("localhost") + ca))
        .as("a certificate of another host")
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("TLS failed");
  }

  @Test
  void refusesACertificateThatIsNotTrusted() {
    assertThatThrownBy(() -> TDengine.connect(url("127.0.0.1")))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("TLS failed");
  }

  @Test
  void verifiesNothingWhenToldSo() {
    for (String host : List.of("127.0.0.1", "localhost")) {
      // When
      try (Connection connection = TDengine.connect(url(host) + "&tls_verify=false")) {
        // Then
        assertThat(connection.execute("insert into t values (1)")).isEqualTo(7);
      }
    }
  }

  @Test
  void saysThatThereIsNoFileOfCertificates() {
    assertThatThrownBy(
            () -> TDengine.connect(url("127.0.0.1") + "&tls_ca=" + folder.resolve("missing.pem")))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("there is no file");
  }
}
