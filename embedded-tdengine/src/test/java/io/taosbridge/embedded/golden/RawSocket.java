package io.taosbridge.embedded.golden;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket client that knows frames and nothing else, so that it can send anything. */
final class RawSocket implements AutoCloseable {

  static final int END = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  /** A frame as it came; {@code opcode} 0 stands for the end of the stream. */
  record Frame(int opcode, ByteBuffer payload) {

    static final Frame LAST = new Frame(RawSocket.END, ByteBuffer.allocate(0));

    String text() {
      return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
    }

    /** Little-endian, from the start. */
    ByteBuffer binary() {
      return payload.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  private final Socket socket;
  private final OutputStream out;
  private final int status;
  private final BlockingQueue<Frame> received = new LinkedBlockingQueue<>();

  RawSocket(int port, String path) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    out = new BufferedOutputStream(socket.getOutputStream());
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    String request =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    status = readStatus(in);
    Thread reader = new Thread(() -> read(in), "raw-socket");
    reader.setDaemon(true);
    reader.start();
  }

  int status() {
    return status;
  }

  private static int readStatus(DataInputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      head.write(in.readByte());
    }
    return Integer.parseInt(head.toString(StandardCharsets.US_ASCII).split(" ")[1]);
  }

  private void read(DataInputStream in) {
    try {
      while (true) {
        int opcode = in.readUnsignedByte() & 0x0f;
        long length = in.readUnsignedByte() & 0x7f;
        if (length == 126) {
          length = in.readUnsignedShort();
        } else if (length == 127) {
          length = in.readLong();
        }
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        received.add(new Frame(opcode, ByteBuffer.wrap(payload)));
      }
    } catch (EOFException e) {
      received.add(Frame.LAST);
    } catch (IOException e) {
      received.add(Frame.LAST);
    }
  }

  /** Sends a frame with a masking key of zero, as one driver does. */
  void send(int opcode, byte[] payload) {
    try {
      out.write(0x80 | opcode);
      if (payload.length < 126) {
        out.write(0x80 | payload.length);
      } else if (payload.length < 65536) {
        out.write(0x80 | 126);
        out.write(ByteBuffer.allocate(2).putShort((short) payload.length).array());
      } else {
        out.write(0x80 | 127);
        out.write(ByteBuffer.allocate(8).putLong(payload.length).array());
      }
      out.write(new byte[4]);
      out.write(payload);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void sendText(String text) {
    send(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The next frame, or null if none comes within the time. */
  Frame receive(long millis) throws InterruptedException {
    return received.poll(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
