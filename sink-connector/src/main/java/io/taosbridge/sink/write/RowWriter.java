package io.taosbridge.sink.write;

import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.sink.insert.Session;
import io.taosbridge.sink.pending.PendingRecord;
import io.taosbridge.sink.plan.RowGroup;
import io.taosbridge.sink.plan.RowGroups;
import io.taosbridge.sink.plan.StalePlanException;
import io.taosbridge.sink.plan.Widening;
import io.taosbridge.sink.plan.WritePlan;
import io.taosbridge.sink.plan.WritePlans;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.PackedRow;
import io.taosbridge.sink.record.Reason;
import io.taosbridge.sink.record.RowPacker;
import io.taosbridge.sink.record.Verdict;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns records into rows, and writes them group by group. */
public final class RowWriter implements RecordWriter {

  private static final Logger LOG = LoggerFactory.getLogger(RowWriter.class);

  /** Further attempts that are made at once after an error that only fresh plans may cure. */
  private static final int IMMEDIATE_ATTEMPTS = 2;

  private final Session session;
  private final WritePlans plans;
  private final GroupWriter groups;
  private final Widening widening;
  private final ErrantRecords errants;
  private final RowPacker packer = new RowPacker();

  public RowWriter(
      Session session,
      WritePlans plans,
      GroupWriter groups,
      Widening widening,
      ErrantRecords errants) {
    this.session = session;
    this.plans = plans;
    this.groups = groups;
    this.widening = widening;
    this.errants = errants;
  }

  @Override
  public void write(List<PendingRecord> records) {
    plans.age();
    widening.begin();
    int refusals = 0;
    while (true) {
      try {
        attempt(records);
        return;
      } catch (StalePlanException e) {
        LOG.debug("Looking at the tables again", e);
      } catch (TDengineException e) {
        if (e.action() != ErrorAction.REFRESH || refusals == IMMEDIATE_ATTEMPTS) {
          throw e;
        }
        refusals++;
        LOG.info("Looking at the tables again: {}", e.getMessage());
      }
      session.recover(ErrorAction.REFRESH);
      refresh();
    }
  }

  private void attempt(List<PendingRecord> records) {
    RowGroups sorted = new RowGroups();
    for (PendingRecord record : records) {
      if (record.isWaiting()) {
        add(record, sorted);
      }
    }
    for (RowGroup group : sorted.inOrder()) {
      groups.write(group);
    }
  }

  private void add(PendingRecord record, RowGroups sorted) {
    Object value = record.value();
    if (value instanceof List<?> many) {
      record.begin(many.size());
      packer.begin(many.size());
      many.forEach(one -> add(record, packer.pack(one), sorted));
    } else {
      record.begin(1);
      add(record, value, sorted);
    }
  }

  private void add(PendingRecord record, Object value, RowGroups sorted) {
    try {
      requireFields(value);
      WritePlan plan = plans.plan(record.record(), value);
      sorted.add(plan, plan.row(record, value));
    } catch (DataException e) {
      boolean left = e instanceof BadRecordException bad && bad.verdict() == Verdict.IGNORE;
      if (!left && !plans.isFresh()) {
        throw new StalePlanException("the record may fit its table by now", e);
      }
      errants.reject(record, null, e);
    }
  }

  private static void requireFields(Object value) {
    if (!PackedRow.isRow(value)) {
      throw new BadRecordException(
          "the value is "
              + (value == null ? "NULL" : "a " + value.getClass().getSimpleName())
              + ", but only a Struct, a Map or a list of them can be written: use a converter that"
              + " makes them, such as org.apache.kafka.connect.json.JsonConverter",
          Verdict.DLQ,
          value == null ? Reason.NO_VALUE : Reason.UNFIT);
    }
  }

  @Override
  public void refresh() {
    plans.refresh();
  }
}
