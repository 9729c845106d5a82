package io.taosbridge.sink.write;

import io.taosbridge.client.error.TDengineException;
import io.taosbridge.sink.metrics.SinkMetrics;
import io.taosbridge.sink.pending.PendingRecord;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.Reason;
import io.taosbridge.sink.record.Verdict;
import io.taosbridge.sink.text.BadTextException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands bad records to Connect's reporter, or fails the task where there is none. A record counts
 * as done only when the reporter has confirmed it. Any thread may reject records; the task's thread
 * reports them, since the reporter is made for one.
 */
public final class ErrantRecords {

  private static final Logger LOG = LoggerFactory.getLogger(ErrantRecords.class);

  private record Rejected(PendingRecord record, ConnectException reason) {}

  private record Report(PendingRecord record, Future<Void> confirmation) {}

  private final ErrantRecordReporter reporter;
  private final SinkMetrics metrics;
  private final Queue<Rejected> rejected = new ConcurrentLinkedQueue<>();
  private final Deque<Report> unconfirmed = new ArrayDeque<>();

  /**
   * @param reporter null if the worker has none for this connector
   */
  public ErrantRecords(ErrantRecordReporter reporter, SinkMetrics metrics) {
    this.reporter = reporter;
    this.metrics = metrics;
  }

  /** Whether bad records are reported; else each ends the task. */
  public boolean canReport() {
    return reporter != null;
  }

  /**
   * Does with a row of a record what is to become of it.
   *
   * @param table where the row was to go, or null if that is not known
   * @throws ConnectException if the task must stop
   */
  public void reject(PendingRecord pending, String table, DataException reason) {
    Verdict verdict = reason instanceof BadRecordException bad ? bad.verdict() : Verdict.DLQ;
    reject(pending, table, reason, verdict);
  }

  /**
   * The same for a reason that does not say what is to become of the row.
   *
   * @throws ConnectException if the task must stop
   */
  public void reject(
      PendingRecord pending, String table, RuntimeException reason, Verdict verdict) {
    SinkRecord record = pending.record();
    String text =
        String.format(
            "Record at topic %s, partition %d, offset %d%s cannot be written: %s",
            record.originalTopic(),
            record.originalKafkaPartition(),
            record.originalKafkaOffset(),
            table == null ? "" : ", for table `" + table + "`,",
            reason.getMessage());
    switch (verdict) {
      case IGNORE -> {
        LOG.debug("{}", text);
        metrics.ignored();
        pending.done();
      }
      case FAIL -> throw new ConnectException(text + ". Correct or skip the record.", reason);
      case DLQ -> enqueue(pending, text, reason);
    }
  }

  private void enqueue(PendingRecord pending, String text, RuntimeException reason) {
    if (reporter == null) {
      throw new ConnectException(
          text
              + ". Correct or skip the record, or let bad records pass with"
              + " errors.tolerance=all and errors.deadletterqueue.topic.name.",
          reason);
    }
    LOG.warn("{}", text);
    // A record is reported once, for the first of its rows that is bad.
    if (pending.reported()) {
      rejected.add(new Rejected(pending, new ConnectException(text, reason)));
      metrics.bad(kindOf(reason));
    }
  }

  private static Reason kindOf(Throwable reason) {
    for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
      if (cause instanceof TDengineException e && e.code() != TDengineException.CLIENT_SIDE) {
        return e.code() == GroupWriter.TIMESTAMP_OUT_OF_RANGE
            ? Reason.OUT_OF_RANGE
            : Reason.REFUSED;
      }
    }
    if (reason instanceof BadTextException) {
      return Reason.BAD_TEXT;
    }
    return reason instanceof BadRecordException bad ? bad.kind() : Reason.UNFIT;
  }

  /**
   * Reports the records that were rejected since the last call.
   *
   * @return the records that the reporter has confirmed meanwhile
   * @throws ConnectException if they are not tolerated, or the reporter could not take one
   */
  public List<PendingRecord> report() {
    for (Rejected one = rejected.poll(); one != null; one = rejected.poll()) {
      unconfirmed.add(
          new Report(one.record(), reporter.report(one.record().whole(), one.reason())));
    }
    List<PendingRecord> confirmed = new ArrayList<>();
    while (!unconfirmed.isEmpty() && unconfirmed.peek().confirmation().isDone()) {
      confirmed.add(confirmNext());
    }
    return confirmed;
  }

  /**
   * Reports the records that were rejected since the last call, and waits until the reporter has
   * confirmed all.
   *
   * @return the records that it has confirmed
   * @throws ConnectException if they are not tolerated, or the reporter could not take one
   */
  public List<PendingRecord> awaitConfirmations() {
    List<PendingRecord> confirmed = report();
    while (!unconfirmed.isEmpty()) {
      confirmed.add(confirmNext());
    }
    return confirmed;
  }

  private PendingRecord confirmNext() {
    PendingRecord record = unconfirmed.peek().record();
    try {
      unconfirmed.peek().confirmation().get();
    } catch (ExecutionException e) {
      throw new ConnectException(
          "Kafka Connect could not report a bad record of " + record.partition(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("Interrupted while bad records were reported", e);
    }
    record.confirmed();
    unconfirmed.remove();
    return record;
  }
}
