package io.taosbridge.sink;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands bad records to Connect's reporter, or fails the task where there is none. A record counts
 * as done only when the reporter has confirmed it.
 */
final class ErrantRecords {

  private static final Logger LOG = LoggerFactory.getLogger(ErrantRecords.class);

  private record Report(PendingRecord record, Future<Void> confirmation) {}

  private final ErrantRecordReporter reporter;
  private final Deque<Report> unconfirmed = new ArrayDeque<>();
  private long reported;

  /**
   * @param reporter null if the worker has none for this connector
   */
  ErrantRecords(ErrantRecordReporter reporter) {
    this.reporter = reporter;
  }

  /**
   * @param table where the record was to go, or null if it names none
   * @throws ConnectException if there is no reporter, or it does not tolerate the record
   */
  void report(PendingRecord pending, String table, RuntimeException reason) {
    SinkRecord record = pending.record();
    String text =
        String.format(
            "Record at topic %s, partition %d, offset %d%s cannot be written: %s",
            record.originalTopic(),
            record.originalKafkaPartition(),
            record.originalKafkaOffset(),
            table == null ? "" : ", for table `" + table + "`,",
            reason.getMessage());
    if (reporter == null) {
      throw new ConnectException(
          text
              + ". Correct or skip the record, or let bad records pass with"
              + " errors.tolerance=all and errors.deadletterqueue.topic.name.",
          reason);
    }
    LOG.warn("{}", text);
    // A record is reported once, for the first of its rows that is bad.
    if (!pending.isReported()) {
      unconfirmed.add(
          new Report(pending, reporter.report(record, new ConnectException(text, reason))));
    }
    pending.reported();
    reported++;
  }

  /** How many records were reported so far. */
  long reported() {
    return reported;
  }

  /** Waits until the reporter has confirmed every record that it was given. */
  void awaitConfirmations() {
    while (!unconfirmed.isEmpty()) {
      Report report = unconfirmed.peek();
      try {
        report.confirmation().get();
      } catch (ExecutionException e) {
        throw new ConnectException(
            "Kafka Connect could not report a bad record of " + report.record().partition(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ConnectException("Interrupted while bad records were reported", e);
      }
      report.record().confirmed();
      unconfirmed.remove();
    }
  }
}
