package io.taosbridge.sink.record;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** Where the values of packed rows are that have the same names in the same order. */
final class RowShape {

  private static final int KINDS_PER_LONG = Long.SIZE / RowChunk.KIND_BITS;

  private final Schema schema;
  private final String[] names;
  private final Field[] fields;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final boolean hasDefaults;
  private final int kindLongs;

  private RowShape(Schema schema, String[] names, Field[] fields) {
    this.schema = schema;
    this.names = names;
    this.fields = fields;
    for (int i = 0; i < names.length; i++) {
      indexes.put(names[i], i);
    }
    boolean defaults = false;
    for (Field field : fields) {
      defaults |= field.schema().defaultValue() != null;
    }
    hasDefaults = defaults;
    kindLongs = (names.length + KINDS_PER_LONG - 1) / KINDS_PER_LONG;
  }

  /**
   * @param names in the order in which a map gives them
   */
  static RowShape ofMap(List<String> names) {
    return new RowShape(null, names.toArray(String[]::new), new Field[0]);
  }

  static RowShape ofStruct(Schema schema) {
    Field[] fields = schema.fields().toArray(Field[]::new);
    String[] names = new String[fields.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = fields[i].name();
    }
    return new RowShape(schema, names, fields);
  }

  /** Of the Structs; null if the rows are of maps. */
  Schema schema() {
    return schema;
  }

  int size() {
    return names.length;
  }

  String name(int index) {
    return names[index];
  }

  /** Of the Structs' schema. */
  Field field(int index) {
    return fields[index];
  }

  /** What a Struct has for a field that was not set, or null. */
  Object defaultOf(int index) {
    return hasDefaults ? fields[index].schema().defaultValue() : null;
  }

  /** Where the value of a name is; negative if there is none. */
  int index(String name) {
    Integer index = indexes.get(name);
    return index == null ? -1 : index;
  }

  /** How many numbers say what the values are; the values are behind them, one number for each. */
  int kindLongs() {
    return kindLongs;
  }

  /** How many numbers a row has. */
  int length() {
    return kindLongs + names.length;
  }

  /** Which of a row's numbers says, among others, what a value is. */
  static int kindsAt(int index) {
    return index / KINDS_PER_LONG;
  }

  /** Which of a row's numbers is a value. */
  int placeOf(int index) {
    return kindLongs + index;
  }
}
