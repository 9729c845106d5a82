package io.taosbridge.embedded.geometry;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Geometries as text, made into little-endian well-known binary. */
public final class Wkt {

  private static final Pattern GEOMETRY =
      Pattern.compile("\\s*([a-z]+)\\s*\\((.*)\\)\\s*", Pattern.DOTALL);
  private static final Pattern RING = Pattern.compile("\\(([^()]*)\\)");
  private static final int POINT = 1;
  private static final int LINE_STRING = 2;
  private static final int POLYGON = 3;
  private static final int HEADER_LENGTH = 5;
  private static final int POINT_LENGTH = 16;

  private Wkt() {}

  /** Empty if the text is not a point, linestring or polygon. */
  public static Optional<byte[]> toBinary(String text) {
    Matcher matcher = GEOMETRY.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      String body = matcher.group(2);
      return switch (matcher.group(1)) {
        case "point" -> Optional.of(point(points(body)));
        case "linestring" -> Optional.of(line(points(body)));
        case "polygon" -> Optional.of(polygon(rings(body)));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<double[]> points(String text) {
    List<double[]> points = new ArrayList<>();
    for (String pair : text.split(",")) {
      String[] numbers = pair.strip().split("\\s+");
      if (numbers.length != 2) {
        throw new IllegalArgumentException("not a point: " + pair);
      }
      points.add(new double[] {Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])});
    }
    return points;
  }

  private static List<List<double[]>> rings(String text) {
    List<List<double[]>> rings = new ArrayList<>();
    Matcher matcher = RING.matcher(text);
    while (matcher.find()) {
      rings.add(points(matcher.group(1)));
    }
    if (rings.isEmpty()) {
      throw new IllegalArgumentException("no ring: " + text);
    }
    return rings;
  }

  private static byte[] point(List<double[]> points) {
    if (points.size() != 1) {
      throw new IllegalArgumentException("a point has one pair of coordinates");
    }
    byte[] binary = new byte[HEADER_LENGTH + POINT_LENGTH];
    put(begin(POINT, binary), points);
    return binary;
  }

  private static byte[] line(List<double[]> points) {
    if (points.size() < 2) {
      throw new IllegalArgumentException("a line has two points at least");
    }
    byte[] binary = new byte[HEADER_LENGTH + Integer.BYTES + points.size() * POINT_LENGTH];
    ByteBuffer bytes = begin(LINE_STRING, binary);
    bytes.putInt(points.size());
    put(bytes, points);
    return binary;
  }

  private static byte[] polygon(List<List<double[]>> rings) {
    int length = Integer.BYTES;
    for (List<double[]> ring : rings) {
      length += Integer.BYTES + ring.size() * POINT_LENGTH;
    }
    byte[] binary = new byte[HEADER_LENGTH + length];
    ByteBuffer bytes = begin(POLYGON, binary);
    bytes.putInt(rings.size());
    for (List<double[]> ring : rings) {
      bytes.putInt(ring.size());
      put(bytes, ring);
    }
    return binary;
  }

  private static ByteBuffer begin(int type, byte[] binary) {
    ByteBuffer bytes = ByteBuffer.wrap(binary).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 1);
    bytes.putInt(type);
    return bytes;
  }

  private static void put(ByteBuffer bytes, List<double[]> points) {
    for (double[] point : points) {
      bytes.putDouble(point[0]);
      bytes.putDouble(point[1]);
    }
  }
}
