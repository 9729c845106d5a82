package io.taosbridge.transport;

import io.taosbridge.client.ConnectionOptions.Tls;
import io.taosbridge.client.error.Errors;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whom to trust, as the options say. Whether the host's name is verified, too, is up to its user.
 */
public final class TlsContext {

  private TlsContext() {}

  /**
   * @throws io.taosbridge.client.error.InterfaceException that names the option, if the file of
   *     certificates cannot be used
   */
  public static SSLContext of(Tls tls) {
    try {
      if (!tls.verify()) {
        return trusting(new TrustManager[] {new TrustAll()});
      }
      return tls.ca().isEmpty() ? SSLContext.getDefault() : trusting(authorities(tls.ca()));
    } catch (GeneralSecurityException | IOException e) {
      throw Errors.invalid("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static SSLContext trusting(TrustManager[] managers) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers, null);
    return context;
  }

  private static TrustManager[] authorities(String file)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (Certificate certificate : certificates(file)) {
      store.setCertificateEntry("ca-" + store.size(), certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static Collection<? extends Certificate> certificates(String file)
      throws GeneralSecurityException {
    Collection<? extends Certificate> certificates;
    try {
      InputStream bytes = new ByteArrayInputStream(Files.readAllBytes(Path.of(file)));
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(bytes);
    } catch (NoSuchFileException e) {
      throw Errors.invalid("option tls_ca: there is no file " + file, e);
    } catch (IOException | InvalidPathException e) {
      throw Errors.invalid("option tls_ca: cannot read " + file + ": " + e.getMessage(), e);
    } catch (CertificateException e) {
      throw noCertificates(file, e);
    }
    if (certificates.isEmpty()) {
      throw noCertificates(file, null);
    }
    return certificates;
  }

  private static RuntimeException noCertificates(String file, Exception cause) {
    return Errors.invalid(
        "option tls_ca: "
            + file
            + " does not hold certificates as PEM (-----BEGIN CERTIFICATE-----)",
        cause);
  }

  /** Extended, so that the JDK adds no check of the host's name on top. */
  private static final class TrustAll extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
