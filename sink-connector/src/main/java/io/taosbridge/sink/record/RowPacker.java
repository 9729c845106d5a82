package io.taosbridge.sink.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Packs the values of records while they are in the processor's caches, just made by a converter:
 * every value and every entry of a map is an object of its own, which costs the garbage collector
 * much while it waits, and a look into memory each time it is read later. Records of one shape
 * nearly always come one after another, and maps of one shape give their entries in one order.
 */
public final class RowPacker {

  private static final int MAX_SHAPES = 1_000;

  /** 128 kB, while G1 gives arrays of half a megabyte regions of their own. */
  private static final int MAX_CHUNK = 1 << 14;

  private final Map<List<String>, RowShape> mapShapes = new HashMap<>();
  private final IdentityHashMap<Schema, RowShape> structShapes = new IdentityHashMap<>();
  private RowShape lastMap = RowShape.ofMap(List.of());
  private RowShape lastStruct;
  private RowChunk chunk;
  private int expected;

  // Of the row that is being packed.
  private RowShape shape;
  private int start;
  private int bytesBefore;
  private int objectsBefore;
  private long kinds;

  /** The rows from now on belong to others, that may be read and released by another thread. */
  public void begin(int rows) {
    chunk = null;
    expected = rows;
  }

  /**
   * Packs values in their places, no more than stay in the processor's caches, but those that are
   * neither a Struct nor a Map, and maps that have values inside of others. Structs are read field
   * by field, many behind each other: ×1.2 the rate of one by one where they are in no cache, since
   * the processor then fetches several at once.
   *
   * @param left whether a Struct is to be left as it is; the same for all of one schema
   */
  public void packAll(Object[] values, Predicate<Object> left) {
    int from = 0;
    while (from < values.length) {
      if (!(values[from] instanceof Struct first) || left.test(first)) {
        if (values[from] instanceof Map<?, ?> map) {
          values[from] = pack(map);
        }
        from++;
        continue;
      }
      int to = from + 1;
      while (to < values.length && isAlike(values[to], first)) {
        to++;
      }
      while (from < to) {
        from = packAlike(values, from, to);
      }
    }
  }

  private static boolean isAlike(Object value, Struct first) {
    return value instanceof Struct struct && struct.schema() == first.schema();
  }

  /**
   * @return a {@link PackedRow}; the value itself if it is neither a Struct nor a Map, or a map
   *     that has values inside of others
   */
  public Object pack(Object value) {
    if (value instanceof Struct) {
      Object[] alone = {value};
      packAlike(alone, 0, 1);
      return alone[0];
    }
    PackedRow packed = value instanceof Map<?, ?> map ? packed(map) : null;
    return packed == null ? value : packed;
  }

  /** As many Structs of one schema, behind each other, as there is room for. */
  private int packAlike(Object[] values, int from, int to) {
    RowShape alike = shapeOf(((Struct) values[from]).schema());
    makeRoom(alike);
    int end = Math.min(to, from + Math.max(1, chunk.roomFor(alike.length())));
    for (int i = 0; i < alike.size(); i++) {
      Field field = alike.field(i);
      for (int row = from; row < end; row++) {
        int at = start + (row - from) * alike.length();
        chunk.put(at + RowShape.kindsAt(i), i, at + alike.placeOf(i), value(values[row], field));
      }
    }
    for (int row = from; row < end; row++) {
      values[row] = row();
      start = chunk.end();
    }
    return end;
  }

  private RowShape shapeOf(Schema schema) {
    if (lastStruct == null || lastStruct.schema() != schema) {
      if (structShapes.size() >= MAX_SHAPES) {
        structShapes.clear();
      }
      lastStruct = structShapes.computeIfAbsent(schema, RowShape::ofStruct);
    }
    return lastStruct;
  }

  /** Without the default, which is none of what was packed. */
  private static Object value(Object value, Field field) {
    Struct struct = (Struct) value;
    return field.schema().defaultValue() == null
        ? struct.get(field)
        : struct.getWithoutDefault(field.name());
  }

  private PackedRow packed(Map<?, ?> map) {
    PackedRow row = packed(map, lastMap);
    if (row == null) {
      List<String> names = names(map);
      if (names == null) {
        return null;
      }
      if (mapShapes.size() >= MAX_SHAPES) {
        mapShapes.clear();
      }
      lastMap = mapShapes.computeIfAbsent(names, RowShape::ofMap);
      row = packed(map, lastMap);
    }
    return row;
  }

  /** Null if the map has another shape, or values that have values inside. */
  private PackedRow packed(Map<?, ?> map, RowShape guess) {
    if (map.size() != guess.size()) {
      return null;
    }
    makeRoom(guess);
    int i = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object value = entry.getValue();
      if (i == shape.size() || !shape.name(i).equals(entry.getKey()) || MapLeaves.isNested(value)) {
        return forgotten();
      }
      add(i, value);
      i++;
    }
    return i < shape.size() ? forgotten() : row();
  }

  private PackedRow forgotten() {
    chunk.forget(bytesBefore, objectsBefore);
    return null;
  }

  /** Null if there are values inside of others, or keys that are no names. */
  private static List<String> names(Map<?, ?> map) {
    List<String> names = new ArrayList<>(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name) || MapLeaves.isNested(entry.getValue())) {
        return null;
      }
      names.add(name);
    }
    return names;
  }

  private void makeRoom(RowShape rowShape) {
    shape = rowShape;
    int length = shape.length();
    if (chunk == null || !chunk.hasRoom(length)) {
      long all = (long) length * Math.max(1, expected);
      chunk = new RowChunk((int) Math.max(length, Math.min(MAX_CHUNK, all)));
    }
    start = chunk.end();
    bytesBefore = chunk.bytesEnd();
    objectsBefore = chunk.objectsEnd();
    kinds = 0;
  }

  /** Adds a value, and the kinds of those so far when the number for them is full. */
  private void add(int index, Object value) {
    int kind = chunk.put(start + shape.placeOf(index), value);
    // Java takes the last six bits of the distance only.
    kinds |= (long) kind << (index * RowChunk.KIND_BITS);
    int next = index + 1;
    if (next == shape.size() || RowShape.kindsAt(next) != RowShape.kindsAt(index)) {
      chunk.put(start + RowShape.kindsAt(index), kinds);
      kinds = 0;
    }
  }

  private PackedRow row() {
    chunk.add(shape.kindLongs() + shape.size());
    expected--;
    return new PackedRow(shape, chunk, start);
  }
}
