package io.taosbridge.sink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on a free port of 127.0.0.1. When so many bytes have gone to the server, it resets
 * the connection, in the middle of whatever is sent; what comes after goes through whole.
 */
final class CuttingProxy implements AutoCloseable {

  private static final int BUFFER = 8_192;

  private final ServerSocket door;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private int left;
  private boolean cut;

  CuttingProxy(int target, int bytes) {
    this.target = target;
    left = bytes;
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("accept", this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  synchronized boolean hasCut() {
    return cut;
  }

  /** How many of these bytes may pass. */
  private synchronized int passing(int bytes) {
    if (cut) {
      return bytes;
    }
    int passing = Math.min(left, bytes);
    left -= passing;
    cut = passing < bytes;
    return passing;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(server);
        start("to server", () -> pump(client, server, true));
        start("to client", () -> pump(server, client, false));
      } catch (IOException e) {
        // Closed, or the server is not there: the client notices.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean counted) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        int passing = counted ? passing(read) : read;
        out.write(buffer, 0, passing);
        if (passing < read) {
          break;
        }
      }
    } catch (IOException e) {
      // The other direction has reset both.
    } finally {
      reset(from);
      reset(to);
    }
  }

  private void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
    sockets.remove(socket);
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, "cutting proxy " + name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sockets.forEach(this::reset);
  }
}
