package io.taosbridge.embedded.engine;

import io.taosbridge.block.Precision;
import io.taosbridge.embedded.storage.ChildTable;
import io.taosbridge.embedded.storage.CreatedTable;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.Row;
import io.taosbridge.embedded.storage.RowOrder;
import io.taosbridge.embedded.storage.Schema;
import io.taosbridge.embedded.storage.Table;
import io.taosbridge.embedded.storage.TableWrite;
import io.taosbridge.embedded.storage.Vgroup;
import io.taosbridge.embedded.storage.WriteEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stores the rows of one request, vgroup by vgroup, each with one entry in its log. */
final class Writer {

  private static final long MILLIS_PER_MINUTE = 60_000;
  private static final long MAX_MILLIS = 31_556_995_200_000L;
  private static final long MAX_NANOS = 9_214_646_400_000_000_000L;

  private final boolean merge;
  private final boolean replicated;

  /**
   * @param merge whether of rows with the same key a NULL leaves the earlier value
   * @param replicated whether the rows are copies of another database's
   */
  Writer(boolean merge, boolean replicated) {
    this.merge = merge;
    this.replicated = replicated;
  }

  /**
   * @return how many rows were stored
   * @throws EngineException 0x060B if a row's time is out of range; vgroups without such a row have
   *     stored theirs
   */
  long write(List<PendingRows> pending) {
    Map<Vgroup, Map<String, PendingRows>> byVgroup = new LinkedHashMap<>();
    for (PendingRows rows : pending) {
      Vgroup vgroup =
          rows.table() != null ? rows.table().vgroup() : rows.database().vgroupOf(rows.tableName());
      PendingRows same =
          byVgroup
              .computeIfAbsent(vgroup, key -> new LinkedHashMap<>())
              .putIfAbsent(rows.tableName(), rows);
      if (same != null) {
        same.addAll(rows.rows());
      }
    }
    long affected = 0;
    EngineException failure = null;
    for (Map.Entry<Vgroup, Map<String, PendingRows>> entry : byVgroup.entrySet()) {
      List<PendingRows> ofVgroup = List.copyOf(entry.getValue().values());
      if (ofVgroup.stream().allMatch(Writer::isInTime)) {
        affected += write(entry.getKey(), ofVgroup);
      } else {
        failure = EngineError.TIME_OUT_OF_RANGE.exception();
      }
    }
    if (failure != null) {
      throw failure;
    }
    return affected;
  }

  private static boolean isInTime(PendingRows pending) {
    Database database = pending.database();
    Precision precision = database.precision();
    long oldest =
        Times.fromMillis(
            System.currentTimeMillis() - database.options().keepMinutes() * MILLIS_PER_MINUTE,
            precision);
    long youngest =
        precision == Precision.NANOSECONDS ? MAX_NANOS : Times.fromMillis(MAX_MILLIS, precision);
    for (Row row : pending.rows()) {
      if (row.timestamp() < oldest || row.timestamp() > youngest) {
        return false;
      }
    }
    return true;
  }

  private long write(Vgroup vgroup, List<PendingRows> pending) {
    List<TableWrite> writes = new ArrayList<>();
    List<CreatedTable> created = new ArrayList<>();
    long affected = 0;
    for (PendingRows rows : pending) {
      Table table = rows.table();
      if (table == null) {
        ChildTable child =
            rows.database().createChild(rows.tableName(), rows.superTable(), rows.tags());
        created.add(new CreatedTable(child, MetaJson.child(child)));
        table = child;
      }
      Schema schema = table.schema();
      RowOrder order = table.order();
      List<Row> sorted = rows.sorted(order, merge);
      table.put(sorted);
      writes.add(new TableWrite(table, schema, sorted));
      affected += sorted.size();
    }
    vgroup.log().append(new WriteEntry(writes, created, replicated));
    return affected;
  }
}
