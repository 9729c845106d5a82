package io.taosbridge.source.testing;

import io.taosbridge.connect.Daemon;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a task and its server, on a free port of 127.0.0.1, and counts what it gets. */
public final class CountingProxy implements AutoCloseable {

  private final URI target;
  private final ServerSocket door;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong received = new AtomicLong();

  /**
   * @param url of the server
   */
  public CountingProxy(String url) {
    target = URI.create(url);
    try {
      door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Daemon.start("proxy-door", this::accept);
  }

  public String url() {
    return target.toString().replace(":" + target.getPort(), ":" + door.getLocalPort());
  }

  /** How many bytes the server has sent. */
  public long received() {
    return received.get();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Socket server = new Socket(target.getHost(), target.getPort());
        sockets.add(client);
        sockets.add(server);
        Daemon.start("proxy-up", () -> pump(client, server, new AtomicLong()));
        Daemon.start("proxy-down", () -> pump(server, client, received));
      } catch (IOException e) {
        // Closed, or the server is not there: the client notices.
      }
    }
  }

  private static void pump(Socket from, Socket to, AtomicLong count) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        count.addAndGet(read);
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // One of the two sides is gone, and so will be the other.
    }
  }

  @Override
  public void close() {
    try {
      door.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
