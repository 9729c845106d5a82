package io.taosbridge.sink.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads each map once, whatever is looked for in it later: every entry is an object of its own,
 * which is in no cache. Maps of one shape nearly always come one after another and give their
 * entries in one order.
 */
public final class FlatMaps {

  private static final int MAX_SHAPES = 1_000;

  private final Map<List<String>, MapShape> shapes = new HashMap<>();
  private MapShape last = new MapShape(List.of());

  /**
   * @param value a Struct or a Map
   * @return the map's values, or what was given if that has values inside of others
   */
  public Object read(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Object[] values = last.values(map);
    if (values == null) {
      List<String> names = names(map);
      if (names == null) {
        return map;
      }
      last = shape(names);
      values = last.values(map);
    }
    return values == null ? map : new FlatMap(last, values);
  }

  private MapShape shape(List<String> names) {
    MapShape known = shapes.get(names);
    if (known == null) {
      if (shapes.size() >= MAX_SHAPES) {
        shapes.clear();
      }
      known = new MapShape(names);
      shapes.put(names, known);
    }
    return known;
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
}
