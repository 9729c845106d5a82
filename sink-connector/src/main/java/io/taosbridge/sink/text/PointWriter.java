package io.taosbridge.sink.text;

import io.taosbridge.client.BindBatch;
import io.taosbridge.client.SortedRows;
import io.taosbridge.client.Statement;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.schemaless.ChildTable;
import io.taosbridge.schemaless.Supertable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Binds points, many child tables in one execution.
 *
 * <p>A field that a point lacks must stay what it is in the database, so points with different
 * fields are written by different inserts. Points of the same table and time become one row first;
 * then the order of the inserts does not matter.
 */
final class PointWriter<R> {

  /** A point that contradicts its supertable. */
  private record Fault<R>(PointRow<R> row, String reason) {}

  private final TextTables tables;
  private final Link link;
  private final Outcomes<R> outcomes;

  PointWriter(TextTables tables, Link link, Outcomes<R> outcomes) {
    this.tables = tables;
    this.link = link;
    this.outcomes = outcomes;
  }

  /**
   * Writes points of one supertable; each is then done or bad.
   *
   * @throws TDengineException if the server cannot take them now
   */
  void write(String database, Supertable supertable, List<PointRow<R>> points) {
    new Halves<PointRow<R>>(
            some -> writeAll(database, supertable, some), (row, reason) -> bad(row, reason))
        .run(points);
  }

  private void bad(PointRow<R> row, RuntimeException reason) {
    outcomes.bad(row.origin(), row.point().table().name(), inLine(row, reason));
  }

  private RuntimeException inLine(PointRow<R> row, RuntimeException reason) {
    return new BadTextException("line " + row.point().line() + ": " + reason.getMessage(), reason);
  }

  /** Fails with a refusal only if the table cannot be made fit for the points. */
  private void writeAll(String database, Supertable supertable, List<PointRow<R>> points) {
    boolean stale = tables.isKnown(database, supertable.name());
    Needs needs = needs(database, supertable);
    List<PointRow<R>> good = new ArrayList<>(points.size());
    List<Fault<R>> faults = new ArrayList<>();
    for (PointRow<R> row : points) {
      String fault = needs.add(row.point());
      if (fault == null) {
        good.add(row);
      } else if (stale) {
        // The table may have been changed meanwhile so that the point fits.
        tables.refresh();
        writeAll(database, supertable, points);
        return;
      } else {
        faults.add(new Fault<>(row, fault));
      }
    }
    if (!good.isEmpty()) {
      Target target = tables.prepare(database, supertable.name(), needs);
      for (Map.Entry<Target.Insert, List<PointRow<R>>> group : groups(target, good).entrySet()) {
        write(target, group.getKey(), group.getValue());
      }
    }
    faults.forEach(fault -> bad(fault.row(), new BadTextException(fault.reason(), null)));
  }

  private Needs needs(String database, Supertable supertable) {
    Map<String, ColumnInfo> existing =
        tables.find(database, supertable.name()).map(Target::columns).orElse(Map.of());
    return new Needs(existing);
  }

  private Map<Target.Insert, List<PointRow<R>>> groups(Target target, List<PointRow<R>> points) {
    IdentityHashMap<ChildTable, TableRows<R>> byTable = new IdentityHashMap<>();
    List<TableRows<R>> inOrder = new ArrayList<>();
    for (PointRow<R> row : points) {
      ChildTable table = row.point().table().first();
      TableRows<R> rows = byTable.get(table);
      if (rows == null) {
        rows = new TableRows<>();
        byTable.put(table, rows);
        inOrder.add(rows);
      }
      rows.add(row);
    }
    Map<Target.Insert, List<PointRow<R>>> groups = new LinkedHashMap<>();
    Target.Insert latest = null;
    List<PointRow<R>> group = null;
    for (TableRows<R> rows : inOrder) {
      for (PointRow<R> row : rows.rows()) {
        Target.Insert insert = target.insert(row);
        if (insert != latest) {
          latest = insert;
          group = groups.computeIfAbsent(insert, made -> new ArrayList<>());
        }
        group.add(row);
      }
    }
    return groups;
  }

  private void write(Target target, Target.Insert insert, List<PointRow<R>> rows) {
    Statement statement = prepare(insert.sql());
    new Halves<PointRow<R>>(
            some -> execute(target, insert, statement, some),
            (row, reason) -> replace(target, row, reason))
        .run(rows);
  }

  private Statement prepare(String sql) {
    try {
      return link.insert(sql);
    } catch (TDengineException e) {
      // Only values can make a point bad, and there are none in it yet.
      if (e.action() == ErrorAction.BAD_RECORD) {
        throw new ConnectException(
            "TDengine refuses to prepare \"" + sql + "\": " + e.getMessage(), e);
      }
      throw e;
    }
  }

  private void execute(
      Target target, Target.Insert insert, Statement statement, List<PointRow<R>> rows) {
    BindBatch batch = statement.newBatch();
    SortedRows sorted = batch.sorted();
    List<ChildTable> tables = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= rows.size(); to++) {
      ChildTable table = rows.get(from).point().table().first();
      if (to == rows.size() || rows.get(to).point().table().first() != table) {
        sorted.add(table.name(), to - from);
        tables.add(table);
        from = to;
      }
    }
    tables.forEach(table -> target.appendTags(table, sorted));
    target.appendColumns(insert, rows, sorted);
    statement.execute(batch);
    for (PointRow<R> row : rows) {
      for (PointRow<R> each = row; each != null; each = each.earlier()) {
        outcomes.done(each.origin());
      }
    }
  }

  /** In the place of a row that is refused, writes those that it was to replace. */
  private void replace(Target target, PointRow<R> row, TDengineException reason) {
    if (row.earlier() != null) {
      writeAgain(target, row.earlier());
    }
    if (row.isMerged()) {
      writeAgain(target, row.alone());
    } else {
      bad(row, reason);
    }
  }

  private void writeAgain(Target target, PointRow<R> row) {
    write(target, target.insert(row), List.of(row));
  }
}
