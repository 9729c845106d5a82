package io.taosbridge.transport.ws;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Connects to a host, with TLS if the URI says so, before the WebSocket library takes over: it
 * reports failures from several threads in no certain order, and stops at TLS 1.2.
 */
final class SocketOpener {

  private SocketOpener() {}

  /**
   * @throws IOException whose message says what failed
   */
  static Socket open(URI uri, Duration timeout) throws IOException {
    String host = uri.getHost().replaceAll("[\\[\\]]", "");
    int millis = (int) Math.min(timeout.toMillis(), Integer.MAX_VALUE);
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, uri.getPort()), millis);
      return uri.getScheme().equals("wss") ? secured(socket, host, uri.getPort(), millis) : socket;
    } catch (IOException e) {
      socket.close();
      throw new IOException(reason(e, millis), e);
    }
  }

  /** With the JDK's trust store; the certificate must be for this host. */
  private static Socket secured(Socket socket, String host, int port, int millis)
      throws IOException {
    SSLSocket secured;
    try {
      secured =
          (SSLSocket)
              SSLContext.getDefault().getSocketFactory().createSocket(socket, host, port, true);
    } catch (NoSuchAlgorithmException e) {
      throw new SSLException(e);
    }
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
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
