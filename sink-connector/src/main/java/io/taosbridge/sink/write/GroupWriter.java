package io.taosbridge.sink.write;

import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.sink.insert.Insert;
import io.taosbridge.sink.insert.Inserts;
import io.taosbridge.sink.plan.Row;
import io.taosbridge.sink.plan.RowGroup;
import io.taosbridge.sink.plan.StalePlanException;
import io.taosbridge.sink.plan.Widening;
import io.taosbridge.sink.plan.WritePlan;
import io.taosbridge.sink.plan.WritePlans;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.Verdict;
import io.taosbridge.sink.table.TableOptions;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Writes the rows of one group by one execution, and finds the bad ones if the server refuses it.
 *
 * <p>An execution that fails may have stored the rows of some vgroups (stmt2.md, section 9). All of
 * them are sent again, which changes nothing: a row overwrites the one with the same key.
 */
public final class GroupWriter {

  private static final int TABLE_DOES_NOT_EXIST = 0x2603;
  static final int TIMESTAMP_OUT_OF_RANGE = 0x060b;

  private final WritePlans plans;
  private final Inserts inserts;
  private final Widening widening;
  private final ErrantRecords errants;

  public GroupWriter(WritePlans plans, Inserts inserts, Widening widening, ErrantRecords errants) {
    this.plans = plans;
    this.inserts = inserts;
    this.widening = widening;
    this.errants = errants;
  }

  /**
   * Writes the group; each row is then done or reported.
   *
   * @throws StalePlanException if the tables must be looked at again first
   * @throws TDengineException if the server cannot take the rows now
   * @throws ConnectException if the task must stop
   */
  void write(RowGroup group) {
    write(group.plan(), inserts.of(group.plan()), group.rows());
  }

  private void write(WritePlan plan, Insert insert, List<Row> rows) {
    try {
      insert.execute(rows);
    } catch (BadRecordException e) {
      if (widening.widen(plan, rows) || !plans.isFresh()) {
        throw new StalePlanException("a value may fit its column by now", e);
      }
      writeUnlessEmpty(plan, insert, withoutBadRows(insert, rows));
      return;
    } catch (TDengineException e) {
      if (!isAboutRows(e, plan)) {
        throw e;
      }
      isolate(plan, insert, rows, e);
      return;
    }
    rows.forEach(Row::done);
  }

  private void writeUnlessEmpty(WritePlan plan, Insert insert, List<Row> rows) {
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

  private void isolate(WritePlan plan, Insert insert, List<Row> rows, TDengineException reason) {
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
        TableOptions.AUTO_CREATE,
        plan.stable().sibling(row.table()),
        plan.stable(),
        TableOptions.AUTO_CREATE);
  }

  /** Rejects a row, and writes in its place the one that it would have overwritten. */
  private void reject(WritePlan plan, Insert insert, Row row, TDengineException reason) {
    Verdict verdict =
        reason.code() == TIMESTAMP_OUT_OF_RANGE ? plan.policies().outOfRange() : Verdict.DLQ;
    errants.reject(row.origin(), row.table(), reason, verdict);
    if (row.superseded() != null) {
      write(plan, insert, List.of(row.superseded()));
    }
  }

  private List<Row> withoutBadRows(Insert insert, List<Row> rows) {
    List<Row> good = new ArrayList<>(rows.size());
    for (Row candidate : rows) {
      Row row = candidate;
      while (row != null) {
        try {
          insert.check(row);
          good.add(row);
          break;
        } catch (BadRecordException e) {
          errants.reject(row.origin(), row.table(), e);
          row = row.superseded();
        }
      }
    }
    return good;
  }
}
