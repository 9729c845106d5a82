package io.taosbridge.client.sql;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.StringJoiner;
import java.util.function.Supplier;

/** Turns a geometry's well-known binary into text, which is all that SQL takes. */
final class WellKnownText {

  private static final int MAX_DEPTH = 32;

  private final ByteBuffer bytes;

  private WellKnownText(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws IllegalArgumentException if the bytes are not a geometry of two dimensions
   */
  static String of(byte[] wkb) {
    WellKnownText reader = new WellKnownText(ByteBuffer.wrap(wkb));
    try {
      String text = reader.geometry(true, 0);
      if (!reader.bytes.hasRemaining()) {
        return text;
      }
    } catch (BufferUnderflowException e) {
      // told below
    }
    throw new IllegalArgumentException(wkb.length + " bytes are no well-known binary geometry");
  }

  /**
   * @param named whether its kind stands in front, which it does not inside a MULTI-geometry
   */
  private String geometry(boolean named, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("a geometry of too many levels");
    }
    ByteOrder order = bytes.get() == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int type = bytes.order(order).getInt();
    return switch (type) {
      case 1 -> name(named, "POINT ") + "(" + point() + ")";
      case 2 -> name(named, "LINESTRING ") + points();
      case 3 -> name(named, "POLYGON ") + list(this::points);
      case 4 -> "MULTIPOINT " + list(() -> geometry(false, depth + 1));
      case 5 -> "MULTILINESTRING " + list(() -> geometry(false, depth + 1));
      case 6 -> "MULTIPOLYGON " + list(() -> geometry(false, depth + 1));
      case 7 -> "GEOMETRYCOLLECTION " + list(() -> geometry(true, depth + 1));
      default -> throw new IllegalArgumentException("a geometry of unknown type " + type);
    };
  }

  private static String name(boolean named, String name) {
    return named ? name : "";
  }

  private String points() {
    return list(this::point);
  }

  private String list(Supplier<String> element) {
    int count = bytes.getInt();
    if (count == 0) {
      return "EMPTY";
    }
    StringJoiner list = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < count; i++) {
      list.add(element.get());
    }
    return list.toString();
  }

  private String point() {
    return coordinate() + " " + coordinate();
  }

  private String coordinate() {
    double value = bytes.getDouble();
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("SQL cannot hold a geometry with " + value);
    }
    return Double.toString(value);
  }
}
