package io.taosbridge.sink.write;

import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.sink.insert.Session;
import io.taosbridge.sink.pending.PendingRecord;
import io.taosbridge.sink.record.Mappings;
import io.taosbridge.sink.record.Verdict;
import io.taosbridge.sink.table.Names;
import io.taosbridge.sink.text.Outcomes;
import io.taosbridge.sink.text.Text;
import io.taosbridge.sink.text.TextWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes records whose values are text. */
public final class TextRecords implements RecordWriter {

  private static final Logger LOG = LoggerFactory.getLogger(TextRecords.class);

  /** Further attempts that are made at once after an error that another look may cure. */
  private static final int IMMEDIATE_ATTEMPTS = 2;

  private final Session session;
  private final Mappings mappings;
  private final ErrantRecords errants;
  private final TextWriter<PendingRecord> writer;

  /**
   * @param writers makes the writer that tells what became of records
   */
  public TextRecords(
      Session session,
      Mappings mappings,
      ErrantRecords errants,
      Function<Outcomes<PendingRecord>, TextWriter<PendingRecord>> writers) {
    this.session = session;
    this.mappings = mappings;
    this.errants = errants;
    writer = writers.apply(new Settling());
  }

  /** Settles the rows of records. */
  private final class Settling implements Outcomes<PendingRecord> {

    @Override
    public void begin(PendingRecord origin, int rows) {
      origin.begin(rows);
    }

    @Override
    public void done(PendingRecord origin) {
      origin.done();
    }

    @Override
    public void bad(PendingRecord origin, String table, RuntimeException reason) {
      errants.reject(origin, table, reason, Verdict.DLQ);
    }
  }

  @Override
  public void write(List<PendingRecord> records) {
    for (int refusals = 0; ; refusals++) {
      try {
        writer.write(texts(records));
        return;
      } catch (TDengineException e) {
        if (e.action() != ErrorAction.REFRESH || refusals == IMMEDIATE_ATTEMPTS) {
          throw e;
        }
        LOG.info("Looking at the tables again: {}", e.getMessage());
      }
      session.recover(ErrorAction.REFRESH);
      refresh();
    }
  }

  private List<Text<PendingRecord>> texts(List<PendingRecord> records) {
    List<Text<PendingRecord>> texts = new ArrayList<>(records.size());
    for (PendingRecord pending : records) {
      if (!pending.isWaiting()) {
        continue;
      }
      SinkRecord record = pending.record();
      try {
        texts.add(
            new Text<>(
                pending, database(record, pending.value()), pending.value(), millis(record)));
      } catch (DataException e) {
        pending.begin(1);
        errants.reject(pending, null, e);
      }
    }
    return texts;
  }

  private String database(SinkRecord record, Object value) {
    return Names.database(mappings.of(record.topic()).names().database().fill(record, value));
  }

  /** The time of a point without one is the record's, so that a replay writes the same row. */
  private static long millis(SinkRecord record) {
    return record.timestamp() == null ? System.currentTimeMillis() : record.timestamp();
  }

  @Override
  public void refresh() {
    writer.refresh();
  }
}
