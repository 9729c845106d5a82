package io.taosbridge.schemaless;

import io.taosbridge.block.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The fields of a point by name and type, in their order. Points that look alike share one: it is
 * found field by field, and what followed a field last time is tried first, so that the names of a
 * regular stream are compared but never looked up or made into text.
 */
public final class Shape {

  private static final int MAX_NAME_BYTES = 64;
  private static final int MAX_COLUMNS = 4096;

  /** How names of fields are written. */
  @FunctionalInterface
  interface Spelling {
    byte[] plain(byte[] text, int from, int to);
  }

  /** A field as it is written. */
  private record Written(String text, DataType type) {}

  private final Supertable supertable;
  private final ShapeCount count;
  private final byte[] written;
  // The name with its equals sign as one word, if eight bytes are enough, and which of them it has.
  private final long word;
  private final long mask;
  private final List<Attribute> fields;
  // The types alone, which are asked for with every value.
  private final DataType[] types;
  private final DataType lastType;
  private final int[] variable;
  private final Map<Written, Shape> next = new HashMap<>();
  private Shape latest;

  private Shape(Supertable supertable, ShapeCount count, byte[] written, List<Attribute> fields) {
    this.supertable = supertable;
    this.count = count;
    this.written = written;
    mask = written.length < Long.BYTES ? -1L >>> (Long.SIZE - 8 * (written.length + 1)) : 0;
    word = mask & Bytes.word(Arrays.copyOf(withEquals(written), Long.BYTES), 0);
    this.fields = fields;
    types = fields.stream().map(Attribute::type).toArray(DataType[]::new);
    lastType = types.length == 0 ? null : types[types.length - 1];
    variable = IntStream.range(0, types.length).filter(i -> types[i].isVariable()).toArray();
    count.add();
  }

  private static byte[] withEquals(byte[] name) {
    byte[] more = Arrays.copyOf(name, name.length + 1);
    more[name.length] = '=';
    return more;
  }

  static Shape root(Supertable supertable, ShapeCount count) {
    return new Shape(supertable, count, new byte[0], List.of());
  }

  public Supertable supertable() {
    return supertable;
  }

  public List<Attribute> fields() {
    return fields;
  }

  public int size() {
    return fields.size();
  }

  /** The fields whose values have lengths of their own. */
  public int[] variableFields() {
    return variable.clone();
  }

  DataType type(int field) {
    return types[field];
  }

  /** The shape that followed last time, if its last field has the name that stands here. */
  Shape usual(byte[] text, int from, int to) {
    Shape usual = latest;
    if (usual == null) {
      return null;
    }
    return from + usual.written.length < to && usual.isNamed(text, from) ? usual : null;
  }

  /** Whether the last field's name stands here, with an equals sign behind it. */
  private boolean isNamed(byte[] text, int from) {
    if (mask != 0 && from + Long.BYTES <= text.length) {
      return (Bytes.word(text, from) & mask) == word;
    }
    int end = from + written.length;
    return text[end] == '=' && Arrays.equals(text, from, end, written, 0, written.length);
  }

  /** Bytes of the last field's name as it is written. */
  int nameLength() {
    return written.length;
  }

  /** The type of the last field. */
  DataType lastType() {
    return lastType;
  }

  /**
   * The shape with one more field.
   *
   * @param from where its name begins, which ends before {@code to}
   * @throws BadPointException if there can be no such field
   */
  Shape with(byte[] text, int from, int to, DataType type, Spelling spelling) {
    Shape usual = latest;
    if (usual != null
        && usual.lastType() == type
        && Arrays.equals(text, from, to, usual.written, 0, usual.written.length)) {
      return usual;
    }
    Written key = new Written(Bytes.text(text, from, to), type);
    Shape known = next.get(key);
    if (known == null) {
      known = extend(Arrays.copyOfRange(text, from, to), type, spelling);
      next.put(key, known);
    }
    latest = known;
    return known;
  }

  private Shape extend(byte[] name, DataType type, Spelling spelling) {
    byte[] plain = spelling.plain(name, 0, name.length);
    String text = columnName(plain, 0, plain.length);
    if (text.equals(Point.TIME_COLUMN)
        || fields.stream().anyMatch(field -> field.name().equals(text))) {
      throw new BadPointException("field `" + text + "` occurs twice");
    }
    if (fields.size() + 2 > MAX_COLUMNS) {
      throw new BadPointException("more than " + MAX_COLUMNS + " columns");
    }
    List<Attribute> more = new ArrayList<>(fields);
    more.add(new Attribute(text, type));
    return new Shape(supertable, count, name, List.copyOf(more));
  }

  /**
   * @throws BadPointException if no column can have this name
   */
  static String columnName(byte[] text, int from, int to) {
    int length = to - from;
    if (length < 1 || length > MAX_NAME_BYTES) {
      throw new BadPointException(
          "the name "
              + Bytes.shown(text, from, to)
              + " has "
              + length
              + " bytes, where a tag or field has 1 to "
              + MAX_NAME_BYTES);
    }
    return Bytes.text(text, from, to);
  }
}
