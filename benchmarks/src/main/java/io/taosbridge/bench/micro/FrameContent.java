package io.taosbridge.bench.micro;

import io.taosbridge.block.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a bind frame holds (stmt2.md, section 5), in a form in which frames are equal that bind the
 * same, whatever the order of their tables.
 *
 * @param tables for each table its tags and behind them its columns
 */
record FrameContent(Map<String, List<Cells>> tables) {

  private static final int PAYLOAD_AT = 30;

  /**
   * The values of a column, or the one of a tag.
   *
   * @param values text, or the bits of a number; null for NULL
   */
  record Cells(DataType type, List<Object> values) {}

  static FrameContent of(ByteBuffer frame) {
    ByteBuffer bytes = frame.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(frame.position() + PAYLOAD_AT);
    int begin = bytes.position();
    require(bytes.getInt() == bytes.limit() - begin, "the length of the payload");
    int tables = bytes.getInt();
    int tags = bytes.getInt();
    int columns = bytes.getInt();
    List<String> names = new ArrayList<>();
    int namesAt = begin + bytes.getInt();
    int tagsAt = begin + bytes.getInt();
    int columnsAt = begin + bytes.getInt();
    int at = namesAt + Short.BYTES * tables;
    for (int i = 0; i < tables; i++) {
      int length = bytes.getShort(namesAt + Short.BYTES * i);
      byte[] name = new byte[length - 1];
      bytes.position(at).get(name);
      names.add(new String(name, StandardCharsets.UTF_8));
      at += length;
    }
    List<List<Cells>> cells = new ArrayList<>();
    bytes.position(tagsAt + Integer.BYTES * tables);
    for (int i = 0; i < tables; i++) {
      cells.add(read(bytes, tags));
    }
    bytes.position(columnsAt + Integer.BYTES * tables);
    for (int i = 0; i < tables; i++) {
      cells.get(i).addAll(read(bytes, columns));
    }
    require(!bytes.hasRemaining(), "what is behind the columns");
    Map<String, List<Cells>> content = new HashMap<>();
    for (int i = 0; i < tables; i++) {
      require(content.put(names.get(i), cells.get(i)) == null, "a table that occurs twice");
    }
    return new FrameContent(content);
  }

  /** The tags and columns of the tables, whatever these are called. */
  Set<List<Cells>> unnamed() {
    return Set.copyOf(tables.values());
  }

  /** The values of the tables' columns alone, whatever types they are bound as. */
  Set<List<List<Object>>> columns(int tags) {
    return tables.values().stream()
        .map(cells -> cells.stream().skip(tags).map(Cells::values).toList())
        .collect(Collectors.toSet());
  }

  private static void require(boolean met, String wrong) {
    if (!met) {
      throw new IllegalStateException("wrong in the frame: " + wrong);
    }
  }

  private static List<Cells> read(ByteBuffer bytes, int count) {
    List<Cells> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(read(bytes));
    }
    return cells;
  }

  private static Cells read(ByteBuffer bytes) {
    int end = bytes.position() + bytes.getInt();
    DataType type = DataType.ofCode(bytes.getInt());
    byte[] nulls = new byte[bytes.getInt()];
    bytes.get(nulls);
    int[] lengths = new int[nulls.length];
    boolean variable = bytes.get() == 1;
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = variable ? bytes.getInt() : type.width();
    }
    boolean omitted = bytes.getInt() == 0 && !variable;
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      byte[] value = new byte[omitted ? 0 : lengths[i]];
      bytes.get(value);
      values.add(nulls[i] != 0 ? null : variable ? text(value) : bits(value));
    }
    require(bytes.position() == end, "the length of a column");
    return new Cells(type, values);
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  private static Long bits(byte[] value) {
    long bits = 0;
    for (int i = value.length - 1; i >= 0; i--) {
      bits = bits << Byte.SIZE | (value[i] & 0xff);
    }
    return bits;
  }
}
