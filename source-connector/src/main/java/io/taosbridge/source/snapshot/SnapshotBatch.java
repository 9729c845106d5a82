package io.taosbridge.source.snapshot;

import io.taosbridge.source.offset.SnapshotOffset;
import io.taosbridge.source.record.TableRows;
import java.util.List;

/**
 * What was read of a vgroup.
 *
 * @param rows of one block; none if all of the vgroup was read before
 * @param begin where the query began that gave these rows
 * @param end where to go on after these rows: only the last ones of a query are the end of
 *     something
 * @param table the supertable or normal table
 * @param share how much of the vgroup is done
 */
record SnapshotBatch(
    SnapshotTask task,
    List<TableRows> rows,
    SnapshotOffset begin,
    SnapshotOffset end,
    String table,
    double share) {

  int count() {
    return rows.stream().mapToInt(TableRows::count).sum();
  }
}
