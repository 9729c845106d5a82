package io.taosbridge.net;

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
import java.util.concurrent.atomic.AtomicLong;

/** Stands between a client and a server: counts, and loses what it is told to lose. */
final class TcpProxy implements AutoCloseable {

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong fromServer = new AtomicLong();
  private final AtomicLong fromClient = new AtomicLong();
  private volatile long replyBytesBeforeLoss = Long.MAX_VALUE;
  private volatile boolean silent;

  private TcpProxy(ServerSocket listening, int target) {
    this.listening = listening;
    this.target = target;
  }

  static TcpProxy to(int target) {
    try {
      TcpProxy proxy =
          new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
      inNewThread(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  /** How many connections there have been. */
  int connections() {
    return connections.get();
  }

  long bytesFromServer() {
    return fromServer.get();
  }

  long bytesFromClient() {
    return fromClient.get();
  }

  /** From now on each connection breaks when the server has sent so many bytes. */
  void breakAfter(long bytes) {
    replyBytesBeforeLoss = bytes;
  }

  /** From now on, new connections are made, but nothing ever comes back. */
  void keepSilent() {
    silent = true;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listening.accept();
        connections.incrementAndGet();
        open.add(client);
        if (silent) {
          continue;
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(server);
        inNewThread(() -> pump(client, server, fromClient, Long.MAX_VALUE));
        inNewThread(() -> pump(server, client, fromServer, replyBytesBeforeLoss));
      }
    } catch (IOException e) {
      close(); // as happens when it is closed
    }
  }

  private void pump(Socket from, Socket to, AtomicLong count, long limit) {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      long passed = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        passed += read;
        if (passed > limit) {
          return;
        }
        count.addAndGet(read);
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // one of the two sides is gone, and so will be the other
    }
  }

  private static void inNewThread(Runnable task) {
    Thread thread = new Thread(task, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
