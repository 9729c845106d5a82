package io.taosbridge.sink;

import io.taosbridge.sink.record.BadRecordException;
import java.util.List;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Turns records into rows, and writes them group by group. */
final class RowWriter {

  private final TargetNames names;
  private final WritePlans plans;
  private final GroupWriter groups;
  private final ErrantRecords errants;

  RowWriter(TargetNames names, WritePlans plans, GroupWriter groups, ErrantRecords errants) {
    this.names = names;
    this.plans = plans;
    this.groups = groups;
    this.errants = errants;
  }

  /**
   * Writes the records; each is then done or reported. After an exception some of them are.
   *
   * @throws io.taosbridge.client.error.TDengineException if the server cannot take them now
   * @throws org.apache.kafka.connect.errors.ConnectException if the task must stop
   */
  void write(List<PendingRecord> records) {
    long reportedBefore = errants.reported();
    RowGroups sorted = new RowGroups();
    for (PendingRecord record : records) {
      String table = null;
      try {
        Struct value = structOf(record.record());
        WritePlan plan = plans.plan(record.record().topic(), value.schema());
        table = names.table(record.record());
        sorted.add(plan, plan.row(record, value, table));
      } catch (DataException e) {
        errants.report(record, table, e);
      }
    }
    for (RowGroup group : sorted.inOrder()) {
      groups.write(group);
    }
    if (errants.reported() > reportedBefore) {
      // A column may have been changed meanwhile so that such records fit from now on.
      refresh();
    }
  }

  private static Struct structOf(SinkRecord record) {
    if (record.value() instanceof Struct struct) {
      return struct;
    }
    throw new BadRecordException(
        "the value is a "
            + record.value().getClass().getSimpleName()
            + ", but only a Struct can be written: use a converter that keeps schemas, such as"
            + " org.apache.kafka.connect.json.JsonConverter with schemas.enable=true");
  }

  /** Forgets what is known about the target's tables. */
  void refresh() {
    plans.refresh();
  }
}
