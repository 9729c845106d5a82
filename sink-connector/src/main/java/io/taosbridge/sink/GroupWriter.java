package io.taosbridge.sink;

import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Statement;
import io.taosbridge.client.TableBinding;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.sink.record.BadRecordException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Writes the rows of one group by one execution, and finds the bad ones if the server refuses it.
 *
 * <p>An execution that fails may have stored the rows of some vgroups (stmt2.md, section 9). All of
 * them are sent again, which changes nothing: a row overwrites the one with the same key.
 */
final class GroupWriter {

  private static final int TABLE_DOES_NOT_EXIST = 0x2603;

  private final Session session;
  private final ErrantRecords errants;

  GroupWriter(Session session, ErrantRecords errants) {
    this.session = session;
    this.errants = errants;
  }

  /**
   * Writes the group; each row is then done or reported.
   *
   * @throws TDengineException if the server cannot take the rows now
   * @throws ConnectException if the task must stop
   */
  void write(RowGroup group) {
    Statement insert = prepare(group.plan());
    write(group.plan(), insert, group.rows());
  }

  private Statement prepare(WritePlan plan) {
    try {
      return session.insert(plan.insertSql());
    } catch (TDengineException e) {
      // Only values can make a record bad, and there are none in it yet.
      if (e.action() == ErrorAction.BAD_RECORD) {
        throw new ConnectException(
            "TDengine refuses to prepare \"" + plan.insertSql() + "\": " + e.getMessage(), e);
      }
      throw e;
    }
  }

  private void write(WritePlan plan, Statement insert, List<Row> rows) {
    BindBatch batch = insert.newBatch();
    try {
      fill(batch, plan, rows);
    } catch (BadRecordException e) {
      writeUnlessEmpty(plan, insert, withoutBadRows(plan, insert, rows));
      return;
    }
    try {
      insert.execute(batch);
    } catch (TDengineException e) {
      if (!isAboutRows(e, plan)) {
        throw e;
      }
      isolate(plan, insert, rows, e);
      return;
    }
    rows.forEach(Row::done);
  }

  private void writeUnlessEmpty(WritePlan plan, Statement insert, List<Row> rows) {
    if (!rows.isEmpty()) {
      write(plan, insert, rows);
    }
  }

  /** Without tags in the insert a missing child table is not made but refused. */
  private static boolean isAboutRows(TDengineException e, WritePlan plan) {
    return e.action() == ErrorAction.BAD_RECORD || isMissingTable(e, plan);
  }

  private static boolean isMissingTable(TDengineException e, WritePlan plan) {
    return plan.tags().isEmpty() && e.code() == TABLE_DOES_NOT_EXIST;
  }

  private void isolate(WritePlan plan, Statement insert, List<Row> rows, TDengineException reason) {
    if (rows.size() == 1) {
      Row row = rows.get(0);
      if (isMissingTable(reason, plan)) {
        throw new ConnectException(missingTable(plan, row), reason);
      }
      reject(plan, insert, row, reason);
      return;
    }
    int middle = rows.size() / 2;
    write(plan, insert, rows.subList(0, middle));
    write(plan, insert, rows.subList(middle, rows.size()));
  }

  private static String missingTable(WritePlan plan, Row row) {
    return String.format(
        "Child table %s does not exist, and is not created since %s=false or the records have no"
            + " tags. Create it with \"CREATE TABLE %s USING %s TAGS (...)\" and restart the task,"
            + " or set %s=true.",
        plan.stable().sibling(row.table()),
        SinkConfig.AUTO_CREATE,
        plan.stable().sibling(row.table()),
        plan.stable(),
        SinkConfig.AUTO_CREATE);
  }

  /** Reports a row, and writes in its place the one that it would have overwritten. */
  private void reject(WritePlan plan, Statement insert, Row row, RuntimeException reason) {
    errants.report(row.origin(), row.table(), reason);
    if (row.superseded() != null) {
      write(plan, insert, List.of(row.superseded()));
    }
  }

  private List<Row> withoutBadRows(WritePlan plan, Statement insert, List<Row> rows) {
    List<Row> good = new ArrayList<>(rows.size());
    for (Row candidate : rows) {
      Row row = candidate;
      while (row != null) {
        try {
          fill(insert.newBatch(), plan, List.of(row));
          good.add(row);
          break;
        } catch (BadRecordException e) {
          errants.report(row.origin(), row.table(), e);
          row = row.superseded();
        }
      }
    }
    return good;
  }

  /** Rows of one table are behind each other; it is created, if need be, with the latest tags. */
  private static void fill(BindBatch batch, WritePlan plan, List<Row> rows) {
    int from = 0;
    while (from < rows.size()) {
      String table = rows.get(from).table();
      TableBinding binding = batch.table(table);
      int to = from;
      while (to < rows.size() && rows.get(to).table().equals(table)) {
        plan.appendColumns(rows.get(to), binding);
        to++;
      }
      plan.appendTags(rows.get(to - 1), binding);
      from = to;
    }
  }
}
