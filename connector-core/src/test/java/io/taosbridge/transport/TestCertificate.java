package io.taosbridge.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate of its own authority, made for one run of the tests, for 127.0.0.1 only. */
public final class TestCertificate {

  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "server";

  private final Path folder;
  private final KeyStore store;

  private TestCertificate(Path folder, KeyStore store) {
    this.folder = folder;
    this.store = store;
  }

  /** Makes one by the JDK's keytool. */
  public static TestCertificate make(Path folder) {
    Path file = folder.resolve("server.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    try {
      Process process =
          new ProcessBuilder(
                  keytool.toString(),
                  "-genkeypair",
                  "-alias",
                  ALIAS,
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=stand-in",
                  "-ext",
                  "san=ip:127.0.0.1",
                  "-storepass",
                  PASSWORD,
                  "-keystore",
                  file.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("keytool.txt").toFile())
              .start();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(Files.readString(folder.resolve("keytool.txt")));
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD.toCharArray());
      }
      return new TestCertificate(folder, store);
    } catch (IOException | InterruptedException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a server needs that shows this certificate. */
  public SSLContext serverContext() {
    try {
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public Certificate certificate() {
    try {
      return store.getCertificate(ALIAS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public String pem() {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder().encodeToString(certificate().getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file with {@link #pem()}. */
  public Path pemFile() {
    try {
      return Files.writeString(folder.resolve("ca.pem"), pem());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
