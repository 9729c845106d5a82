package io.taosbridge.sink;

import io.taosbridge.client.error.TDengineException;
import io.taosbridge.sink.metrics.SinkMetrics;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.Reason;
import io.taosbridge.sink.record.Verdict;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects records into batches, writes them, and knows which offsets may be committed. Used by one
 * thread; never sleeps.
 *
 * <p>While the server cannot take a batch, it is kept here and {@link #put} refuses more records
 * with a {@link RetriableException}. The worker then pauses the consumer, which stays in its group,
 * and delivers the refused records again.
 */
final class SinkEngine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SinkEngine.class);

  private final BatchSettings settings;
  private final Session session;
  private final RecordWriter writer;
  private final ErrantRecords errants;
  private final Retries retries;
  private final SinkMetrics metrics;
  private final Clock clock;
  private final RecordSize size = new RecordSize();
  private final PendingRecords pending = new PendingRecords();
  private long firstWaitingSince;
  private ConnectException failure;

  /** Milliseconds that only ever rise. */
  @FunctionalInterface
  interface Clock {
    long millis();
  }

  /**
   * @param maxRows a batch is written when it has this many rows
   * @param maxBytes or about this many bytes
   * @param linger or when its first record has waited this long
   * @param nullRecord what becomes of a record without a value
   */
  record BatchSettings(int maxRows, long maxBytes, Duration linger, NullRecord nullRecord) {}

  /** What becomes of a record without a value. */
  enum NullRecord {
    IGNORE,
    /** The table or row that its key names is to be gone. */
    DELETE,
    FAIL
  }

  SinkEngine(
      BatchSettings settings,
      Session session,
      RecordWriter writer,
      ErrantRecords errants,
      Retries retries,
      SinkMetrics metrics,
      Clock clock) {
    this.settings = settings;
    this.session = session;
    this.writer = writer;
    this.errants = errants;
    this.retries = retries;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Takes all records or none.
   *
   * @throws RetriableException if none was taken, because an earlier batch waits for the server
   * @throws ConnectException if the task must stop
   */
  void put(Collection<SinkRecord> records) {
    if (failure != null) {
      throw failure;
    }
    if (retries.inProgress() && !writePending() && !records.isEmpty()) {
      throw new RetriableException(
          "TDengine cannot take rows now: " + retries.lastError().getMessage(),
          retries.lastError());
    }
    for (SinkRecord record : records) {
      accept(record);
      if (isFull()) {
        writePending();
      }
    }
    if (pending.waiting() > 0 && lingered()) {
      writePending();
    }
    showPending();
  }

  private void showPending() {
    metrics.pending(pending.waiting(), pending.waitingBytes());
  }

  private void accept(SinkRecord record) {
    PendingRecord accepted = new PendingRecord(record, size.of(record.value()));
    if (record.value() == null && settings.nullRecord() == NullRecord.IGNORE) {
      metrics.ignored();
      return;
    }
    if (record.value() == null && settings.nullRecord() == NullRecord.FAIL) {
      pending.add(accepted);
      errants.reject(
          accepted,
          null,
          new BadRecordException("the record has no value", Verdict.DLQ, Reason.NO_VALUE));
      pending.removeDone();
      return;
    }
    if (pending.waiting() == 0) {
      firstWaitingSince = clock.millis();
    }
    pending.add(accepted);
  }

  private boolean isFull() {
    return pending.waiting() >= settings.maxRows() || pending.waitingBytes() >= settings.maxBytes();
  }

  private boolean lingered() {
    return clock.millis() - firstWaitingSince >= settings.linger().toMillis();
  }

  /** Writes all that waits, unless it is too early for another attempt; whether none is left. */
  private boolean writePending() {
    if (!retries.isDue()) {
      return false;
    }
    showPending();
    List<PendingRecord> batch = pending.toWrite();
    try {
      if (!batch.isEmpty()) {
        writer.write(batch);
      }
      retries.succeeded();
      metrics.caughtUp();
      return true;
    } catch (TDengineException e) {
      recover(e);
      return false;
    } finally {
      pending.removeDone();
      showPending();
    }
  }

  private void recover(TDengineException e) {
    switch (e.action()) {
      case RETRY, RECONNECT, REFRESH -> {
        session.recover(e.action());
        writer.refresh();
        retries.failed(e);
        metrics.retrying();
        LOG.warn(
            "Writing failed, {} records wait; next attempt in {} ms: {}",
            pending.waiting(),
            retries.untilDue().toMillis(),
            e.getMessage());
      }
      case BAD_RECORD, FATAL ->
          throw new ConnectException("TDengine refuses to be written to: " + e.getMessage(), e);
    }
  }

  /** How long at most until {@link #put} should be called again, if need be without records. */
  Optional<Duration> nextCall() {
    if (retries.inProgress()) {
      return Optional.of(retries.untilDue());
    }
    if (pending.waiting() == 0) {
      return Optional.empty();
    }
    long waited = clock.millis() - firstWaitingSince;
    return Optional.of(settings.linger().minusMillis(waited));
  }

  /**
   * Writes what waits, and says what may be committed: all records below are acknowledged by the
   * server or were reported as bad. A failure is kept for the next {@link #put}, since the records
   * that were acknowledged stay so.
   *
   * @param delivered the offset after the last delivered record, by partition
   */
  Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> delivered) {
    try {
      if (failure == null) {
        writePending();
        errants.awaitConfirmations();
      }
    } catch (ConnectException e) {
      LOG.error("Only part of the records could be written before the commit", e);
      failure = e;
    }
    pending.removeDone();
    return pending.committable(delivered);
  }

  /** Forgets the records of partitions that another task may own from now on. */
  void revoke(Collection<TopicPartition> partitions) {
    pending.removePartitions(partitions);
    showPending();
  }

  @Override
  public void close() {
    session.close();
  }
}
