package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.InterfaceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
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

  private static final String PASSWORD = "changeit";

  @TempDir private static Path folder;

  private final SSLContext usual = defaultContext();
  private ScriptedServer server;

  @BeforeAll
  static void makeCertificate() throws IOException, InterruptedException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=stand-in",
                "-ext",
                "san=ip:127.0.0.1",
                "-storepass",
                PASSWORD,
                "-keystore",
                folder.resolve("server.p12").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.txt").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
  }

  @BeforeEach
  void startServer() throws Exception {
    KeyStore store = store();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    server = ScriptedServer.begin(new DefaultSSLWebSocketServerFactory(context));
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
    Files.writeString(ca, "# the server's own\n" + pem() + "# and once more\n" + pem());

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
    Path broken = Files.writeString(folder.resolve("broken.pem"), pem().replace("MII", "!!!"));
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

  private static String pem() {
    try {
      byte[] certificate = store().getCertificate("server").getEncoded();
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder().encodeToString(certificate)
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String url(String host) {
    return "wss://" + host + ":" + server.getPort() + "/?conn_retries=0";
  }

  private static void trustTheServer() throws GeneralSecurityException, IOException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    certificates.load(null, null);
    certificates.setCertificateEntry("server", store().getCertificate("server"));
    trust.init(certificates);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLContext.setDefault(context);
  }

  private static KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("server.p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static SSLContext defaultContext() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
