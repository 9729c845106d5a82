package io.taosbridge.sink.record;

import java.util.List;
import org.apache.kafka.connect.data.Schema;

/**
 * A value in a record's value, reached through structs and maps.
 *
 * @param path the names of the fields on the way
 * @param schema of the value, or null if each value tells its own type
 * @param sample such a value, or null
 * @param nested whether it has values inside, so that it cannot be a column
 */
record Leaf(List<String> path, Schema schema, Object sample, boolean nested, ValueReader reader) {

  Leaf {
    path = List.copyOf(path);
  }

  String dotted() {
    return path.size() == 1 ? path.get(0) : String.join(".", path);
  }

  /** Whether a path leads here, or to something that this is part of. */
  boolean isAtOrBelow(String other) {
    String dotted = dotted();
    return dotted.equals(other)
        || (dotted.length() > other.length()
            && dotted.startsWith(other)
            && dotted.charAt(other.length()) == '.');
  }
}
