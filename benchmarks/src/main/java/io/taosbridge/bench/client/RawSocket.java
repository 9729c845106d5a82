package io.taosbridge.bench.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * A WebSocket to taosAdapter that does as little as one can: it reads and writes in the caller's
 * thread, into one buffer, and masks with zeros, which changes no byte. So it shows what the server
 * and the wire allow.
 */
final class RawSocket implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int BUFFER_BYTES = 1 << 18;
  private static final int LAST = 0x80;
  private static final int OPCODE = 0x0f;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7f;
  private static final int LENGTH_IN_SHORT = 126;
  private static final int LENGTH_IN_LONG = 127;
  private static final int MASK_BYTES = 4;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private byte[] message = new byte[BUFFER_BYTES];
  private int requests;

  private RawSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
    this.out = socket.getOutputStream();
  }

  /**
   * @param path such as {@code /ws}
   */
  static RawSocket open(Connections server, String path) throws IOException {
    URI address = URI.create("ws://" + server.host());
    Socket socket = new Socket(address.getHost(), address.getPort());
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) PATIENCE.toMillis());
      RawSocket raw = new RawSocket(socket);
      raw.upgrade(server.host(), path);
      return raw;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void upgrade(String host, String path) throws IOException {
    String request =
        String.join(
            "\r\n",
            "GET " + path + " HTTP/1.1",
            "Host: " + host,
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");
    out.write(request.getBytes(StandardCharsets.US_ASCII));
    String status = line();
    if (!status.startsWith("HTTP/1.1 101")) {
      throw new IOException(path + " is no WebSocket there: " + status);
    }
    while (!line().isEmpty()) {
      // No header matters.
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.readUnsignedByte();
    while (next != '\n') {
      line.append((char) next);
      next = in.readUnsignedByte();
    }
    return line.toString().strip();
  }

  static ObjectNode arguments() {
    return JSON.createObjectNode();
  }

  /** A request in JSON, and its reply. */
  JsonNode call(String action, ObjectNode arguments) throws IOException {
    send(action, arguments);
    return reply(action);
  }

  /** A request in JSON, whose reply is read later. */
  void send(String action, ObjectNode arguments) throws IOException {
    arguments.put("req_id", nextRequest());
    write(
        TEXT,
        ByteBuffer.wrap(
            JSON.writeValueAsBytes(arguments().put("action", action).set("args", arguments))));
  }

  /** A binary request, whose reply is read later. */
  void send(ByteBuffer request) throws IOException {
    write(BINARY, request);
  }

  int nextRequest() {
    requests++;
    return requests;
  }

  private void write(int opcode, ByteBuffer payload) throws IOException {
    int length = payload.remaining();
    ByteBuffer head = ByteBuffer.allocate(2 + Long.BYTES + MASK_BYTES).put((byte) (LAST | opcode));
    if (length < LENGTH_IN_SHORT) {
      head.put((byte) (MASKED | length));
    } else if (length <= 0xffff) {
      head.put((byte) (MASKED | LENGTH_IN_SHORT)).putShort((short) length);
    } else {
      head.put((byte) (MASKED | LENGTH_IN_LONG)).putLong(length);
    }
    out.write(head.array(), 0, head.putInt(0).position());
    out.write(payload.array(), payload.arrayOffset() + payload.position(), length);
  }

  /**
   * The next message, little endian, in a buffer that the one after it will overwrite.
   *
   * @throws IOException if none comes for a minute
   */
  ByteBuffer read() throws IOException {
    int length = 0;
    boolean isWhole = false;
    while (!isWhole) {
      int head = in.readUnsignedByte();
      int size = length(in.readUnsignedByte() & LENGTH);
      if (message.length - length < size) {
        message = Arrays.copyOf(message, 2 * (length + size));
      }
      in.readFully(message, length, size);
      switch (head & OPCODE) {
        case CLOSE -> throw new IOException("the server closed the WebSocket");
        case PING -> write(PONG, ByteBuffer.wrap(message, length, size));
        case PONG -> {
          // Not asked for.
        }
        default -> {
          length += size;
          isWhole = (head & LAST) != 0;
        }
      }
    }
    return ByteBuffer.wrap(message, 0, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private int length(int short7) throws IOException {
    return switch (short7) {
      case LENGTH_IN_SHORT -> in.readUnsignedShort();
      case LENGTH_IN_LONG -> Math.toIntExact(in.readLong());
      default -> short7;
    };
  }

  /**
   * The next message, in JSON.
   *
   * @throws IOException if it tells of an error
   */
  JsonNode reply(String action) throws IOException {
    ByteBuffer reply = read();
    JsonNode body = JSON.readTree(message, 0, reply.limit());
    if (body.path("code").asInt() != 0) {
      throw new IOException(action + " failed: " + body);
    }
    return body;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
