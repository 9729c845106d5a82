package io.taosbridge.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * One line of a recorded conversation.
 *
 * @param number 1, 2, 3 in the order seen; expectations name the request by it
 * @param connection the socket within the recording
 * @param kind such as {@code open}, {@code text}, {@code binary}, {@code none}
 * @param line all members as recorded
 */
public record GoldenEvent(
    int number, int connection, boolean fromServer, String kind, JsonNode line) {

  static GoldenEvent of(JsonNode line) {
    return new GoldenEvent(
        line.path("n").intValue(),
        line.path("conn").intValue(),
        line.path("dir").textValue().equals("s>c"),
        line.path("kind").textValue(),
        line);
  }

  public boolean fromClient() {
    return line.path("dir").textValue().equals("c>s");
  }

  public boolean isText() {
    return kind.equals("text");
  }

  public boolean isBinary() {
    return kind.equals("binary");
  }

  /** The payload of a text frame. */
  public String text() {
    return line.path("text").textValue();
  }

  /** The payload of a text frame, parsed. */
  public JsonNode json() {
    return GoldenRecording.parse(text());
  }

  /** The payload of a binary frame, little-endian. */
  public ByteBuffer bytes() {
    byte[] bytes = HexFormat.of().parseHex(line.path("hex").textValue());
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
