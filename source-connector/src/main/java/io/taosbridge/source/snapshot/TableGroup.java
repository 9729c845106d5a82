package io.taosbridge.source.snapshot;

import io.taosbridge.connect.Sql;
import io.taosbridge.source.offset.SnapshotPlace;
import io.taosbridge.source.offset.TimeRange;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one query reads: child tables of a supertable that are neighbours by name, or a normal
 * table.
 *
 * @param table the supertable or normal table
 * @param children in ascending order; empty with a normal table
 */
record TableGroup(String table, List<String> children) {

  TableGroup {
    children = List.copyOf(children);
  }

  boolean isNormalTable() {
    return children.isEmpty();
  }

  /** Whether this is what was being read at a place. */
  boolean isWithin(SnapshotPlace place) {
    return place != null
        && place.table().equals(table)
        && (isNormalTable()
            ? place.lastChild() == null
            : place.lastChild() != null && children.get(0).compareTo(place.lastChild()) <= 0);
  }

  SnapshotPlace at(TimeRange rest) {
    return isNormalTable()
        ? new SnapshotPlace(table, null, null, rest)
        : new SnapshotPlace(table, children.get(0), children.get(children.size() - 1), rest);
  }

  /** The condition that a row is of this group; empty if all of the table are. */
  String condition() {
    return isNormalTable()
        ? ""
        : "tbname IN ("
            + children.stream().map(Sql::literal).collect(Collectors.joining(", "))
            + ")";
  }
}
