package io.taosbridge.source.offset;

import java.util.Objects;

/**
 * A place in the order in which a snapshot reads a vgroup: tables by name; the child tables of a
 * supertable in groups of neighbours by name; the rows of a group by time.
 *
 * @param table a supertable or normal table; those before it have been read
 * @param firstChild the first table of the group; null with a normal table
 * @param lastChild the last table of the group; null with a normal table
 * @param rest the times still to read of the group, or of the normal table; null if there are none
 */
public record SnapshotPlace(String table, String firstChild, String lastChild, TimeRange rest) {

  public SnapshotPlace {
    Objects.requireNonNull(table);
    if ((firstChild == null) != (lastChild == null)) {
      throw new IllegalArgumentException("a group has both a first and a last table");
    }
  }

  /** The place behind the group, or the normal table. */
  public SnapshotPlace finished() {
    return new SnapshotPlace(table, firstChild, lastChild, null);
  }

  /** The place in the group, or in the normal table, at which these times are still to be read. */
  public SnapshotPlace at(TimeRange times) {
    return new SnapshotPlace(table, firstChild, lastChild, times);
  }
}
