package io.taosbridge.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP proxy on a free port of 127.0.0.1, whose connections can be cut. */
final class CuttableProxy implements AutoCloseable {

  private static final int BUFFER = 8_192;
  private static final int NEVER = Integer.MAX_VALUE;

  private final AtomicInteger resetInside = new AtomicInteger(NEVER);
  private final String host;
  private final int port;
  private final ServerSocket door;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /**
   * @param target host and port
   */
  CuttableProxy(String target) {
    int colon = target.lastIndexOf(':');
    host = target.substring(0, colon);
    port = Integer.parseInt(target.substring(colon + 1));
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

  String address() {
    return "127.0.0.1:" + port();
  }

  /** Cuts every connection there is; answers how many there were. New ones are taken. */
  int cut() {
    int cut = 0;
    for (Socket socket : sockets) {
      closeQuietly(socket);
      cut++;
    }
    return cut / 2;
  }

  /**
   * Resets the next connection on which so many bytes come to the server at once, when half of them
   * have passed.
   */
  void resetInsideNext(int bytes) {
    resetInside.set(bytes);
  }

  /** Whether what {@link #resetInsideNext} has asked for is done. */
  boolean hasReset() {
    return resetInside.get() == NEVER;
  }

  @Override
  public void close() {
    closeQuietly(door);
    cut();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Socket server = new Socket(host, port);
        sockets.add(client);
        sockets.add(server);
        start("to server", () -> pump(client, server, true));
        start("to client", () -> pump(server, client, false));
      } catch (IOException e) {
        // Closed, or the server is not there: the client notices.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean toServer) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        int least = resetInside.get();
        if (toServer && read >= least && resetInside.compareAndSet(least, NEVER)) {
          out.write(buffer, 0, read / 2);
          // Makes a reset of what would be an orderly end.
          from.setSoLinger(true, 0);
          to.setSoLinger(true, 0);
          return;
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // Cut, on purpose or by one of the two.
    } finally {
      closeQuietly(from);
      closeQuietly(to);
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, "proxy " + name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is closed as far as it can be.
    }
  }
}
