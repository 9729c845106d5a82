package io.taosbridge.embedded.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.embedded.golden.RawSocket.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Sends text actions and reads the replies; knows nothing of what they mean. */
public final class WireClient implements AutoCloseable {

  private static final long REPLY_MILLIS = 15_000;

  private final RawSocket socket;
  private long requestId;
  private int unclaimed;

  public WireClient(int port, String path) throws IOException {
    socket = new RawSocket(port, path);
  }

  /**
   * @param args members without braces, the request id left out
   */
  public void send(String action, String args) {
    requestId++;
    String more = args.isEmpty() ? "" : "," + args;
    socket.sendText(
        "{\"action\":\"" + action + "\",\"args\":{\"req_id\":" + requestId + more + "}}");
  }

  /**
   * Sends a binary request and waits for the reply of the same number.
   *
   * @param data what comes after the header
   */
  public JsonNode callBinary(long action, byte[] data) throws InterruptedException {
    requestId++;
    ByteBuffer frame = ByteBuffer.allocate(24 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(requestId).putLong(0).putLong(action).put(data);
    socket.send(RawSocket.BINARY, frame.array());
    return receive();
  }

  /** Sends and waits for the reply of the same number. */
  public JsonNode call(String action, String args) throws InterruptedException {
    send(action, args);
    while (true) {
      JsonNode reply = receive();
      if (reply.get("req_id").longValue() == requestId) {
        return reply;
      }
      unclaimed++;
    }
  }

  /** The next reply. */
  public JsonNode receive() throws InterruptedException {
    Frame frame = socket.receive(REPLY_MILLIS);
    if (frame == null || frame.opcode() != RawSocket.TEXT) {
      throw new AssertionError("no reply, but " + frame);
    }
    return Recording.parse(frame.text());
  }

  /** The next reply, which must be binary; little-endian. */
  public ByteBuffer receiveBinary() throws InterruptedException {
    Frame frame = socket.receive(REPLY_MILLIS);
    if (frame == null || frame.opcode() != RawSocket.BINARY) {
      throw new AssertionError("no binary reply, but " + frame);
    }
    return frame.binary();
  }

  /** The next reply, or null if none comes within the time. */
  public JsonNode receiveWithin(long millis) throws InterruptedException {
    Frame frame = socket.receive(millis);
    return frame == null ? null : Recording.parse(frame.text());
  }

  /** Replies that nobody waited for. */
  public int unclaimed() {
    return unclaimed;
  }

  /** Whether the connection ends. */
  public boolean awaitEnd() throws InterruptedException {
    Frame frame = socket.receive(REPLY_MILLIS);
    return frame != null && frame.opcode() == RawSocket.END;
  }

  @Override
  public void close() {
    socket.close();
  }
}
