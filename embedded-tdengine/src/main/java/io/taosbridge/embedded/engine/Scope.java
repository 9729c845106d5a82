package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names that a query can use.
 *
 * @param names what may stand in front of a column: the table's name or its alias
 * @param starWidth how many of the columns {@code *} means
 */
record Scope(Set<String> names, Precision precision, List<Column> columns, int starWidth) {

  private static final Set<String> TIME_NAMES = Set.of("_c0", "_rowts");

  /** Where there is no FROM. */
  static final Scope EMPTY = new Scope(Set.of(), Precision.MILLISECONDS, List.of(), 0);

  Scope {
    names = Set.copyOf(names);
    columns = List.copyOf(columns);
  }

  /** A name with what it takes to know its value. */
  record Column(String name, ColumnType type, Reach reach) {}

  /**
   * @throws EngineException 0x2602 if there is no such column
   */
  int indexOf(String qualifier, String name) {
    return find(qualifier, name).orElseThrow(() -> EngineError.INVALID_COLUMN.exception(name));
  }

  Optional<Integer> find(String qualifier, String name) {
    if (qualifier != null && !names.contains(qualifier)) {
      return Optional.empty();
    }
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return Optional.of(i);
      }
    }
    return hasTime() && TIME_NAMES.contains(name) ? Optional.of(0) : Optional.empty();
  }

  /** Whether rows are ordered by a timestamp in the first column. */
  boolean hasTime() {
    return !columns.isEmpty() && columns.get(0).type().type() == DataType.TIMESTAMP;
  }
}
