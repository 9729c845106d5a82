package io.taosbridge.transport.ws;

import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.client.ConnectionOptions.Tls;
import io.taosbridge.transport.TlsContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Connects to a host, with TLS if wanted, before the WebSocket library takes over: it reports
 * failures from several threads in no certain order, and stops at TLS 1.2.
 */
final class SocketOpener {

  private SocketOpener() {}

  /**
   * @throws IOException whose message says what failed
   */
  static Socket open(Endpoint endpoint, Duration timeout, Tls tls) throws IOException {
    int millis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), millis);
      return tls.enabled() ? secured(socket, endpoint, millis, tls) : socket;
    } catch (IOException e) {
      socket.close();
      throw new IOException(reason(e, millis), e);
    } catch (RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket secured(Socket socket, Endpoint endpoint, int millis, Tls tls)
      throws IOException {
    SSLSocket secured =
        (SSLSocket)
            TlsContext.of(tls)
                .getSocketFactory()
                .createSocket(socket, endpoint.host(), endpoint.port(), true);
    if (tls.verify()) {
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the certificate is for this host
      secured.setSSLParameters(parameters);
    }
    secured.setSoTimeout(millis);
    secured.startHandshake();
    secured.setSoTimeout(0);
    return secured;
  }

  private static String reason(IOException e, int millis) {
    if (e instanceof UnknownHostException) {
      return "unknown host";
    }
    if (e instanceof SocketTimeoutException) {
      return "no answer in " + millis + " ms";
    }
    return e instanceof SSLException ? "TLS failed: " + e.getMessage() : e.getMessage();
  }
}
