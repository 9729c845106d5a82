package io.taosbridge.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy on a free port of 127.0.0.1, whose connections can be cut. */
final class CuttableProxy implements AutoCloseable {

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

  String address() {
    return "127.0.0.1:" + door.getLocalPort();
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
        start("to server", () -> pump(client, server));
        start("to client", () -> pump(server, client));
      } catch (IOException e) {
        // Closed, or the server is not there: the client notices.
      }
    }
  }

  private void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
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
