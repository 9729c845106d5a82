package io.taosbridge.sink.record;

import java.util.HashMap;
import java.util.Map;

/** Values of one field of many rows. */
public final class PackedValues {

  private static final String NAME = "field";

  private PackedValues() {}

  /** As they are read from packed rows. */
  public static FieldValues of(Object... given) {
    FieldValues values = new FieldValues(given.length);
    ValueReader reader = new FieldReader.OfMap(NAME);
    RowPacker packer = new RowPacker();
    packer.begin(given.length);
    for (int i = 0; i < given.length; i++) {
      Map<String, Object> map = new HashMap<>();
      map.put(NAME, given[i]);
      reader.read(null, packer.pack(map), values, i);
    }
    return values;
  }

  /** As they are read from anything else. */
  public static FieldValues objects(Object... given) {
    FieldValues values = new FieldValues(given.length);
    for (int i = 0; i < given.length; i++) {
      values.set(i, given[i]);
    }
    return values;
  }
}
