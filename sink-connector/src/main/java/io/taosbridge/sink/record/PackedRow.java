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

  static final int KIND_BITS = 4;
  private static final int KINDS_SHIFT = 4;
  private static final int KIND_MASK = (1 << KIND_BITS) - 1;

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

  private int kind(int index) {
    long kinds = chunk.number(start + (index >> KINDS_SHIFT));
    // Java takes the last six bits of the distance only.
    return (int) (kinds >>> (index * KIND_BITS)) & KIND_MASK;
  }

  private int place(int index) {
    return start + shape.kindLongs() + index;
  }

  /** The value with an index; null if there is none. */
  Object get(int index) {
    Object value = stored(index);
    return value == null ? shape.defaultOf(index) : value;
  }

  private Object stored(int index) {
    int kind = kind(index);
    int place = place(index);
    return kind == FieldValues.OBJECT
        ? chunk.object(place)
        : FieldValues.boxed(kind, chunk.number(place));
  }

  /** The value with an index, if it is kept as an object; else null. */
  public Object object(int index) {
    return kind(index) == FieldValues.OBJECT ? chunk.object(place(index)) : null;
  }

  /** The value with a name; null if there is none. */
  Object get(String name) {
    int index = shape.index(name);
    return index < 0 ? null : get(index);
  }

  /** Copies the value with an index. */
  void read(int index, FieldValues to, int at) {
    int kind = kind(index);
    if (kind == FieldValues.OBJECT) {
      to.set(at, chunk.object(place(index)));
    } else if (kind == FieldValues.NULL) {
      to.set(at, shape.defaultOf(index));
    } else {
      to.set(at, kind, chunk.number(place(index)));
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
