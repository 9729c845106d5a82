package io.taosbridge.sink.record;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names of the values in a map, in the order in which the map gives them. */
final class MapShape {

  private final String[] names;
  private final Set<String> set;
  private final Map<String, Integer> indexes = new HashMap<>();

  MapShape(List<String> names) {
    this.names = names.toArray(String[]::new);
    this.set = Collections.unmodifiableSet(new LinkedHashSet<>(names));
    for (int i = 0; i < this.names.length; i++) {
      indexes.put(this.names[i], i);
    }
  }

  List<String> names() {
    return List.of(names);
  }

  Set<String> set() {
    return set;
  }

  /** Where the value of a name is; null if there is none. */
  Integer index(Object name) {
    return indexes.get(name);
  }

  /** The values of a map, or null if it has another shape, or values that have values inside. */
  Object[] values(Map<?, ?> map) {
    if (map.size() != names.length) {
      return null;
    }
    Object[] values = new Object[names.length];
    int i = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object value = entry.getValue();
      if (i == names.length || !names[i].equals(entry.getKey()) || MapLeaves.isNested(value)) {
        return null;
      }
      values[i++] = value;
    }
    return i == names.length ? values : null;
  }
}
