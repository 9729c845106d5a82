package io.taosbridge.sink.write;

import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.connect.meta.MetaEvent;
import io.taosbridge.connect.meta.MetaSchema;
import io.taosbridge.sink.insert.Session;
import io.taosbridge.sink.meta.EventApplier;
import io.taosbridge.sink.meta.EventOptions;
import io.taosbridge.sink.meta.Tombstone;
import io.taosbridge.sink.pending.PendingRecord;
import io.taosbridge.sink.record.Mappings;
import io.taosbridge.sink.table.Names;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Applies metadata events and tombstones between the rows before and behind them, which another
 * writer writes.
 */
public final class WithEvents implements RecordWriter {

  private final Mappings mappings;
  private final EventOptions options;
  private final EventApplier applier;
  private final RecordWriter rows;
  private final Session session;
  private final ErrantRecords errants;
  private final AtomicInteger tableChanges;
  private int changesSeen;

  /**
   * @param tableChanges counts the changes by events and tombstones, of all connections of the task
   */
  public WithEvents(
      Mappings mappings,
      EventOptions options,
      EventApplier applier,
      RecordWriter rows,
      Session session,
      ErrantRecords errants,
      AtomicInteger tableChanges) {
    this.mappings = mappings;
    this.options = options;
    this.applier = applier;
    this.rows = rows;
    this.session = session;
    this.errants = errants;
    this.tableChanges = tableChanges;
  }

  @Override
  public void write(List<PendingRecord> records) {
    if (changesSeen != tableChanges.get()) {
      prepareAnew();
    }
    int from = 0;
    for (int i = 0; i < records.size(); i++) {
      Object value = records.get(i).value();
      if (value == null || isEvent(value)) {
        writeRows(records.subList(from, i));
        apply(records.get(i));
        from = i + 1;
      }
    }
    writeRows(records.subList(from, records.size()));
  }

  /**
   * @param value of a record
   */
  public static boolean isEvent(Object value) {
    return value instanceof Struct struct && MetaSchema.NAME.equals(struct.schema().name());
  }

  private void writeRows(List<PendingRecord> records) {
    if (!records.isEmpty()) {
      rows.write(records);
    }
  }

  private void apply(PendingRecord pending) {
    SinkRecord record = pending.record();
    pending.begin(1);
    try {
      if (pending.value() == null) {
        Tombstone tombstone = Tombstone.of(record);
        applier.apply(tombstone, database(record));
        if (tombstone.row().isEmpty()) {
          changed();
        }
      } else {
        apply(MetaSchema.fromStruct((Struct) record.value()), record);
      }
      pending.done();
    } catch (DataException e) {
      errants.reject(pending, null, e);
    }
  }

  private void apply(MetaEvent event, SinkRecord record) {
    if (options.applies(event.kind())) {
      applier.apply(event, database(record));
      if (event.kind() != MetaEvent.Kind.DELETE) {
        changed();
      }
    }
  }

  private String database(SinkRecord record) {
    return Names.database(
        mappings.of(record.topic()).names().database().fill(record, record.value()));
  }

  private void changed() {
    tableChanges.incrementAndGet();
    prepareAnew();
  }

  /** What was prepared for a table is of no use when the table has changed. */
  private void prepareAnew() {
    changesSeen = tableChanges.get();
    session.recover(ErrorAction.REFRESH);
    rows.refresh();
  }

  @Override
  public void refresh() {
    rows.refresh();
  }
}
