package io.taosbridge.geometry;

import io.taosbridge.block.LittleEndianBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a geometry's well-known text into little-endian well-known binary. */
final class WktReader {

  private static final List<String> KINDS =
      List.of(
          "POINT",
          "LINESTRING",
          "POLYGON",
          "MULTIPOINT",
          "MULTILINESTRING",
          "MULTIPOLYGON",
          "GEOMETRYCOLLECTION");
  private static final int POINT = 1;
  private static final int LINESTRING = 2;
  private static final int POLYGON = 3;
  private static final int COLLECTION = 7;
  private static final int MIN_RING = 4;
  private static final int MAX_DEPTH = 32;

  private final String text;
  private final LittleEndianBuffer binary = new LittleEndianBuffer(64);
  private int at;

  private WktReader(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException if the text is not a geometry of two dimensions
   */
  static byte[] toBinary(String text) {
    WktReader reader = new WktReader(text);
    try {
      reader.geometry(0);
      reader.skipBlanks();
      if (reader.at == text.length()) {
        ByteBuffer bytes = ByteBuffer.allocate(reader.binary.size());
        reader.binary.writeTo(bytes);
        return bytes.array();
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new IllegalArgumentException("\"" + text + "\" is not a geometry");
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException();
  }

  private void geometry(int depth) {
    int kind = KINDS.indexOf(word()) + 1;
    if (kind == 0 || depth > MAX_DEPTH) {
      throw malformed();
    }
    header(kind);
    switch (kind) {
      case POINT -> point();
      case LINESTRING -> points(2);
      case POLYGON -> list(this::ring);
      case COLLECTION -> list(() -> geometry(depth + 1));
      default -> list(() -> part(kind - POLYGON));
    }
  }

  private void point() {
    if (skipEmpty()) {
      putDouble(Double.NaN);
      putDouble(Double.NaN);
      return;
    }
    expect('(');
    coordinates();
    expect(')');
  }

  /** A part of a geometry of many, whose kind is known. */
  private void part(int kind) {
    header(kind);
    switch (kind) {
      case POINT -> {
        boolean bracket = skip('(');
        coordinates();
        if (bracket) {
          expect(')');
        }
      }
      case LINESTRING -> points(2);
      default -> list(this::ring);
    }
  }

  private void header(int kind) {
    binary.putByte(1);
    binary.putInt(kind);
  }

  private void ring() {
    List<double[]> points = readPoints(MIN_RING);
    double[] first = points.get(0);
    double[] last = points.get(points.size() - 1);
    if (first[0] != last[0] || first[1] != last[1]) {
      throw malformed();
    }
    put(points);
  }

  private void points(int least) {
    if (skipEmpty()) {
      binary.putInt(0);
    } else {
      put(readPoints(least));
    }
  }

  private List<double[]> readPoints(int least) {
    List<double[]> points = new ArrayList<>();
    expect('(');
    do {
      points.add(new double[] {number(), number()});
    } while (skip(','));
    expect(')');
    if (points.size() < least) {
      throw malformed();
    }
    return points;
  }

  private void put(List<double[]> points) {
    binary.putInt(points.size());
    for (double[] point : points) {
      putDouble(point[0]);
      putDouble(point[1]);
    }
  }

  private void coordinates() {
    putDouble(number());
    putDouble(number());
  }

  private void putDouble(double value) {
    binary.putLong(Double.doubleToRawLongBits(value));
  }

  private void list(Runnable element) {
    if (skipEmpty()) {
      binary.putInt(0);
      return;
    }
    int start = at;
    binary.putInt(count(start));
    expect('(');
    do {
      element.run();
    } while (skip(','));
    expect(')');
  }

  /** How many elements the list has that begins here. */
  private int count(int start) {
    int depth = 0;
    int count = 1;
    for (int i = start; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(' -> depth++;
        case ')' -> depth--;
        case ',' -> count += depth == 1 ? 1 : 0;
        default -> {
          // part of an element
        }
      }
      if (depth == 0 && i > start) {
        break;
      }
    }
    return count;
  }

  private boolean skipEmpty() {
    skipBlanks();
    boolean empty = text.regionMatches(true, at, "EMPTY", 0, 5);
    at += empty ? 5 : 0;
    return empty;
  }

  private String word() {
    skipBlanks();
    int start = at;
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at).toUpperCase(Locale.ROOT);
  }

  private double number() {
    skipBlanks();
    int start = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return Double.parseDouble(text.substring(start, at));
  }

  private void expect(char character) {
    if (!skip(character)) {
      throw malformed();
    }
  }

  private boolean skip(char character) {
    skipBlanks();
    boolean here = at < text.length() && text.charAt(at) == character;
    at += here ? 1 : 0;
    return here;
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
