package io.taosbridge.geometry;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Turns well-known binary, in which TDengine keeps geometries, into well-known text and back.
 * Coordinates keep all their digits, which neither {@code st_astext} nor the writers of the usual
 * libraries do.
 */
public final class Wkt {

  private static final int POINT = 1;
  private static final int POLYGON = 3;
  private static final int COLLECTION = 7;
  private static final String[] NAMES = {
    "",
    "POINT",
    "LINESTRING",
    "POLYGON",
    "MULTIPOINT",
    "MULTILINESTRING",
    "MULTIPOLYGON",
    "GEOMETRYCOLLECTION"
  };
  private static final int POINT_LENGTH = 16;
  private static final int MAX_DEPTH = 32;
  private static final int BIG_ENDIAN = 0;
  private static final int LITTLE_ENDIAN = 1;

  private final ByteBuffer binary;
  private final StringBuilder text;

  private Wkt(ByteBuffer binary, StringBuilder text) {
    this.binary = binary;
    this.text = text;
  }

  /**
   * Little-endian well-known binary of a geometry's text.
   *
   * @throws IllegalArgumentException if the text is not a geometry of two dimensions
   */
  public static byte[] toBinary(String text) {
    return WktReader.toBinary(text);
  }

  /**
   * The text of a geometry in two dimensions, such as {@code POINT(1.5 2.0)}.
   *
   * @throws IllegalArgumentException if the bytes are not well-known binary of one
   */
  public static String ofBinary(byte[] binary) {
    Wkt wkt = new Wkt(ByteBuffer.wrap(binary), new StringBuilder());
    try {
      wkt.geometry(0);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException(
          "a geometry of " + binary.length + " bytes is cut off in the middle", e);
    }
    if (wkt.binary.hasRemaining()) {
      throw new IllegalArgumentException(
          "a geometry is followed by " + wkt.binary.remaining() + " more bytes");
    }
    return wkt.text.toString();
  }

  private void geometry(int depth) {
    int type = header(depth);
    text.append(NAMES[type]);
    body(type, depth);
  }

  private int header(int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("geometries in geometries beyond " + MAX_DEPTH);
    }
    int order = binary.get();
    if (order != BIG_ENDIAN && order != LITTLE_ENDIAN) {
      throw new IllegalArgumentException("byte order " + order + " of a geometry is unknown");
    }
    binary.order(order == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int type = binary.getInt();
    if (type < POINT || type > COLLECTION) {
      throw new IllegalArgumentException(
          "geometry type " + type + " is unknown, or has more than two dimensions");
    }
    return type;
  }

  private void body(int type, int depth) {
    switch (type) {
      case 1 -> point();
      case 2 -> points();
      case POLYGON -> rings();
      default -> parts(type, depth);
    }
  }

  private void point() {
    double x = binary.getDouble();
    double y = binary.getDouble();
    if (Double.isNaN(x) && Double.isNaN(y)) {
      text.append(" EMPTY"); // as binary spells it
    } else {
      text.append('(').append(x).append(' ').append(y).append(')');
    }
  }

  private void points() {
    int count = count(POINT_LENGTH);
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "(" : ",");
      text.append(binary.getDouble()).append(' ').append(binary.getDouble());
    }
    end(count);
  }

  private void rings() {
    int count = count(Integer.BYTES);
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? '(' : ',');
      points();
    }
    end(count);
  }

  /** Parts of a collection have names; those of the others are all of one type. */
  private void parts(int type, int depth) {
    int count = count(Byte.BYTES + Integer.BYTES);
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? '(' : ',');
      if (type == COLLECTION) {
        geometry(depth + 1);
      } else if (header(depth + 1) == type - POLYGON) {
        body(type - POLYGON, depth + 1);
      } else {
        throw new IllegalArgumentException("a " + NAMES[type] + " has parts of another type");
      }
    }
    end(count);
  }

  private void end(int count) {
    text.append(count == 0 ? " EMPTY" : ")");
  }

  /** A number of parts; each takes so many bytes at least. */
  private int count(int length) {
    int count = binary.getInt();
    if (count < 0 || (long) count * length > binary.remaining()) {
      throw new BufferUnderflowException();
    }
    return count;
  }
}
