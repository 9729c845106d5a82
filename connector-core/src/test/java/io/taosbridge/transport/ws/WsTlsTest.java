package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.transport.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.java_websocket.server.DefaultSSLWebSocketServerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a certificate that was made for this test, for 127.0.0.1 only. */
@Timeout(120)
class WsTlsTest {

  @TempDir private static Path folder;

  private static TestCertificate certificate;

  private final SSLContext usual = defaultContext();
  private ScriptedServer server;

  @BeforeAll
  static void makeCertificate() {
    certificate = TestCertificate.make(folder);
  }

  @BeforeEach
  void startServer() throws InterruptedException {
    server =
        ScriptedServer.begin(new DefaultSSLWebSocketServerFactory(certificate.serverContext()));
    server.on("conn", exchange -> exchange.ok("{}"));
  }

  @AfterEach
  void stopServer() {
    server.close();
    SSLContext.setDefault(usual);
  }

  @Test
  void connectsToAServerWhoseCertificateIsTrusted() throws Exception {
    // Given
    trustTheServer();

    // When
    try (Connection connection = TDengine.connect(url("127.0.0.1"))) {
      // Then
      assertThat(connection.isOpen()).isTrue();
    }
  }

  @Test
  void refusesACertificateThatIsNotTrusted() {
    assertThatThrownBy(() -> TDengine.connect(url("127.0.0.1")))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("TLS failed");
  }

  @Test
  void refusesACertificateOfAnotherHost() throws Exception {
    // Given
    trustTheServer();

    // When, Then
    assertThatThrownBy(() -> TDengine.connect(url("localhost")))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("TLS failed");
  }

  @Test
  void trustsThePemFileInsteadOfTheTrustStore() throws Exception {
    // Given
    Path ca = folder.resolve("ca.pem");
    Files.writeString(
        ca, "# the server's own\n" + certificate.pem() + "# and once more\n" + certificate.pem());

    // When
    try (Connection connection = TDengine.connect(url("127.0.0.1") + "&tls_ca=" + ca)) {
      // Then
      assertThat(connection.isOpen()).isTrue();
    }
    assertThatThrownBy(() -> TDengine.connect(url("localhost") + "&tls_ca=" + ca))
        .as("a certificate of another host")
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("TLS failed");
  }

  @Test
  void verifiesNothingWhenToldSo() {
    for (String host : List.of("127.0.0.1", "localhost")) {
      // When
      try (Connection connection = TDengine.connect(url(host) + "&tls_verify=false")) {
        // Then
        assertThat(connection.isOpen()).isTrue();
      }
    }
  }

  @Test
  void saysWhatIsWrongWithTheFileOfCertificates() throws IOException {
    // Given
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    Path broken =
        Files.writeString(folder.resolve("broken.pem"), certificate.pem().replace("MII", "!!!"));
    Path store = folder.resolve("server.p12");

    // Then
    assertRefused(folder.resolve("missing.pem"), "there is no file");
    assertRefused(folder, "cannot read");
    assertRefused(empty, "does not hold certificates as PEM");
    assertRefused(broken, "does not hold certificates as PEM");
    assertRefused(store, "does not hold certificates as PEM");
  }

  private void assertRefused(Path ca, String expected) {
    assertThatThrownBy(() -> TDengine.connect(url("127.0.0.1") + "&tls_ca=" + ca))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("option tls_ca: ")
        .hasMessageContaining(ca.toString())
        .hasMessageContaining(expected);
  }

  private String url(String host) {
    return "wss://" + host + ":" + server.getPort() + "/?conn_retries=0";
  }

  private static void trustTheServer() throws GeneralSecurityException, IOException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry("server", certificate.certificate());
    trust.init(certificates);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLContext.setDefault(context);
  }

  private static SSLContext defaultContext() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
