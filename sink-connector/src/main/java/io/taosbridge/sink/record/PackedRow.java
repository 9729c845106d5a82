package io.taosbridge.sink.record;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * What was in a Struct, or in a map that has no values inside of others, as numbers side by side
 * with those of other rows. First come the kinds of the values, 4 bits each, then the values.
 */
public final class PackedRow implements Packed {

  private final RowShape shape;
  private final RowChunk chunk;
  private final int start;

  PackedRow(RowShape shape, RowChunk chunk, int start) {
    this.shape = shape;
    this.chunk = chunk;
    this.start = start;
  }

  /**
   * What nearly all rows of a topic share: the schema of Structs, or the names in maps. To be
   * compared by identity.
   */
  public Object identity() {
    return shape.schema() == null ? shape : shape.schema();
  }

  /** The schema of the Struct; null if it was a map. */
  public Schema schema() {
    return shape.schema();
  }

  RowShape shape() {
    return shape;
  }

  /** How many names there are. */
  public int size() {
    return shape.size();
  }

  RowChunk chunk() {
    return chunk;
  }

  /** Where its numbers begin in the chunk. */
  int start() {
    return start;
  }

  /** How many bytes its texts have in UTF-8, but for those that are kept as objects. */
  public int textBytes() {
    int bytes = 0;
    for (int i = 0; i < shape.size(); i++) {
      if (kind(i) == FieldValues.TEXT) {
        bytes += chunk.textLength(start + shape.placeOf(i));
      }
    }
    return bytes;
  }

  private int kind(int index) {
    return chunk.kind(start + RowShape.kindsAt(index), index);
  }

  /** The value with an index; null if there is none. */
  Object get(int index) {
    Object value = stored(index);
    return value == null ? shape.defaultOf(index) : value;
  }

  private Object stored(int index) {
    return chunk.get(kind(index), start + shape.placeOf(index));
  }

  /** Whether there may be values that are kept as objects. */
  public boolean hasObjects() {
    return chunk.hasObjects();
  }

  /** The value with an index, if it is kept as an object; else null. */
  public Object object(int index) {
    return kind(index) == FieldValues.OBJECT ? stored(index) : null;
  }

  /** The value with a name; null if there is none. */
  Object get(String name) {
    int index = shape.index(name);
    return index < 0 ? null : get(index);
  }

  /** Copies the value with an index. */
  void read(int index, FieldValues to, int at) {
    chunk.read(start + RowShape.kindsAt(index), index, start + shape.placeOf(index), to, at);
    if (to.isNull(at)) {
      to.set(at, shape.defaultOf(index));
    }
  }

  /** A Struct or Map. */
  @Override
  public Object unpacked() {
    if (shape.schema() != null) {
      Struct struct = new Struct(shape.schema());
      for (int i = 0; i < shape.size(); i++) {
        Object value = stored(i);
        if (value != null) {
          // A field that needs a value may still lack one.
          struct.put(shape.field(i), value);
        }
      }
      return struct;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < shape.size(); i++) {
      map.put(shape.name(i), stored(i));
    }
    return map;
  }

  /** Whether a value can be a row: a Struct or a Map, packed or not. */
  public static boolean isRow(Object value) {
    return value instanceof PackedRow || value instanceof Struct || value instanceof Map;
  }

  /** What a row was packed from; anything else as it is. */
  static Object unpacked(Object value) {
    return value instanceof PackedRow row ? row.unpacked() : value;
  }
}
