package io.taosbridge.sink;

import io.taosbridge.sink.config.Clock;
import io.taosbridge.sink.config.NullRecord;
import io.taosbridge.sink.lane.Backlog;
import io.taosbridge.sink.lane.Lane;
import io.taosbridge.sink.lane.LaneQueue;
import io.taosbridge.sink.lane.Routes;
import io.taosbridge.sink.metrics.SinkMetrics;
import io.taosbridge.sink.pending.PendingRecord;
import io.taosbridge.sink.pending.RecordSize;
import io.taosbridge.sink.pending.Route;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.Packed;
import io.taosbridge.sink.record.Reason;
import io.taosbridge.sink.record.RowPacker;
import io.taosbridge.sink.record.TextPacker;
import io.taosbridge.sink.record.Verdict;
import io.taosbridge.sink.write.ErrantRecords;
import io.taosbridge.sink.write.WithEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records, lets the task's connections write them, and knows which offsets may be committed.
 * Used by the task's thread, which it never holds up for long, whatever the server does.
 */
public final class SinkEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SinkEngine.class);

  /** Records that stay in the processor's caches while their values are packed field by field. */
  private static final int MAX_TOGETHER = 256;

  private final NullRecord nullRecord;
  private final Routes routes;
  private final Backlog backlog;
  private final List<Lane> lanes;
  private final ErrantRecords errants;
  private final SinkMetrics metrics;
  private final Clock clock;
  private final Patience patience;
  private final RecordSize size = new RecordSize();
  private final RowPacker packer = new RowPacker();
  private final Optional<TextPacker> texts;
  private ConnectException failure;

  /**
   * How long the task's thread waits for the server.
   *
   * @param room for connections to take some of what waits
   * @param commit to write what can be written, before a commit
   * @param end to take what it was sent of partitions that are revoked, and at the end
   */
  record Patience(Duration room, Duration commit, Duration end) {

    static final Patience DEFAULT =
        new Patience(Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofMillis(500));
  }

  SinkEngine(
      NullRecord nullRecord,
      Routes routes,
      Backlog backlog,
      List<Lane> lanes,
      ErrantRecords errants,
      SinkMetrics metrics,
      Clock clock,
      Patience patience,
      Optional<TextPacker> texts) {
    this.nullRecord = nullRecord;
    this.routes = routes;
    this.backlog = backlog;
    this.lanes = List.copyOf(lanes);
    this.errants = errants;
    this.metrics = metrics;
    this.clock = clock;
    this.patience = patience;
    this.texts = texts;
  }

  /**
   * Takes all records, which are then written by and by.
   *
   * @throws ConnectException if the task must stop
   */
  public void put(Collection<SinkRecord> records) {
    requireHealth();
    backlog.confirmed(errants.report());
    List<SinkRecord> all = new ArrayList<>(records);
    List<PendingRecord> accepted = new ArrayList<>(all.size());
    packer.begin(all.size());
    texts.ifPresent(packing -> packing.begin(all.size()));
    long now = clock.millis();
    for (int from = 0; from < all.size(); from += MAX_TOGETHER) {
      accept(all.subList(from, Math.min(all.size(), from + MAX_TOGETHER)), now, accepted);
    }
    backlog.add(accepted);
    backlog.awaitRoom(accepted.size(), patience.room());
  }

  private void accept(List<SinkRecord> records, long now, List<PendingRecord> accepted) {
    Object[] values = packed(records);
    int next = 0;
    for (SinkRecord record : records) {
      Object value = values[next++];
      if (value != null || nullRecord == NullRecord.DELETE) {
        accept(record, value, now, accepted);
      } else if (nullRecord == NullRecord.IGNORE) {
        metrics.ignored();
      } else {
        PendingRecord bad = new PendingRecord(record, size.of(null), Route.ALONE, now);
        errants.reject(
            bad,
            null,
            new BadRecordException("the record has no value", Verdict.DLQ, Reason.NO_VALUE));
        backlog.hold(bad);
      }
    }
  }

  private void accept(SinkRecord record, Object value, long now, List<PendingRecord> accepted) {
    if (!(value instanceof List<?> rows)) {
      accepted.add(pending(record, value, now));
      return;
    }
    AtomicBoolean reported = new AtomicBoolean();
    routes
        .ofRows(record, rows)
        .forEach(
            (route, some) ->
                accepted.add(
                    PendingRecord.part(record, some, size.of(some), route, now, reported)));
  }

  private PendingRecord pending(SinkRecord record, Object value, long now) {
    Route route = routes.of(record, value);
    return value instanceof Packed packed
        ? PendingRecord.packed(record, packed, errants.canReport(), size.of(value), route, now)
        : new PendingRecord(record, size.of(value), route, now);
  }

  /** The values of records, packed where they can be. */
  private Object[] packed(List<SinkRecord> records) {
    Object[] values = new Object[records.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = records.get(i).value();
      boolean text = value instanceof String && texts.isPresent();
      values[i] = text ? texts.get().pack((String) value) : value;
    }
    packer.packAll(values, WithEvents::isEvent);
    return values;
  }

  private void requireHealth() {
    if (failure != null) {
      throw failure;
    }
    backlog.requireHealth();
  }

  /** About how many bytes of memory the records take that were accepted and are not written yet. */
  long bufferedBytes() {
    return backlog.bytes();
  }

  /**
   * Writes what can be written soon, and says what may be committed: all records below are
   * acknowledged by the server or were reported as bad. A failure is kept for the next {@link
   * #put}, since the records that were acknowledged stay so.
   *
   * @param delivered the offset after the last delivered record, by partition
   */
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> delivered) {
    backlog.hurry();
    awaitQuiet();
    try {
      backlog.confirmed(errants.awaitConfirmations());
    } catch (ConnectException e) {
      LOG.error("Bad records cannot be committed", e);
      failure = e;
    }
    return backlog.committable(delivered);
  }

  /** Waits until all is written that is to be written now, or the patience is over. */
  void awaitQuiet() {
    backlog.awaitQuiet(patience.commit());
  }

  /** Forgets the records of partitions that another task may own from now on. */
  void revoke(Collection<TopicPartition> partitions) {
    List<LaneQueue> stuck = backlog.revoke(partitions, patience.end());
    lanes.stream().filter(lane -> stuck.contains(lane.queue())).forEach(Lane::abort);
  }

  @Override
  public void close() {
    backlog.close();
    lanes.forEach(Lane::refuse);
    long end = System.nanoTime() + patience.end().toNanos();
    for (Lane lane : lanes) {
      lane.awaitEnd(Duration.ofNanos(end - System.nanoTime()));
    }
    lanes.forEach(Lane::abort);
  }
}
