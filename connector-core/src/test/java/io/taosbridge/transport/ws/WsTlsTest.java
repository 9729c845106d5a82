package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.error.ConnectionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
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
