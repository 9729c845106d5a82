package io.taosbridge.sink.lane;

import io.taosbridge.client.error.TDengineException;
import io.taosbridge.sink.config.Clock;
import io.taosbridge.sink.config.Retries;
import io.taosbridge.sink.config.WritingOptions;
import io.taosbridge.sink.insert.Session;
import io.taosbridge.sink.pending.PendingRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * What waits for one connection and what it is writing, and whether it is time for more. For use
 * under the lock of its {@link Backlog}.
 */
public final class LaneQueue {

  static final long NEVER = Long.MAX_VALUE;

  private final WritingOptions options;
  private final Session session;
  private final Retries retries;
  private final Clock clock;
  private final Deque<PendingRecord> waiting = new ArrayDeque<>();
  private List<PendingRecord> inFlight = List.of();
  private int rows;
  private long bytes;
  private int hurried;

  public LaneQueue(WritingOptions options, Session session, Retries retries, Clock clock) {
    this.options = options;
    this.session = session;
    this.retries = retries;
    this.clock = clock;
  }

  void add(PendingRecord record) {
    waiting.addLast(record);
    count(record, 1);
  }

  private void count(PendingRecord record, int sign) {
    rows += sign * record.rows();
    bytes += (long) sign * record.bytes();
  }

  /** What waits now does not wait for a full batch. */
  void hurry() {
    hurried = waiting.size();
  }

  boolean isEmpty() {
    return waiting.isEmpty() && inFlight.isEmpty();
  }

  boolean isInFlight() {
    return !inFlight.isEmpty();
  }

  /** Whether records in flight were revoked. */
  boolean isInterrupted() {
    return isInFlight() && session.isRefusing();
  }

  boolean isRetrying() {
    return retries.inProgress();
  }

  int waiting() {
    return waiting.size();
  }

  /** How many full batches wait, and what part of the next. */
  double batches() {
    return Math.max((double) rows / options.maxRows(), (double) bytes / options.maxBytes());
  }

  /** How long until the next attempt after a failure. */
  Duration untilRetry() {
    return retries.untilDue();
  }

  /** How many milliseconds until a batch is to be written; {@link #NEVER} if none waits. */
  long untilReady() {
    if (waiting.isEmpty()) {
      return NEVER;
    }
    if (retries.inProgress()) {
      return retries.untilDue().toMillis();
    }
    if (hurried > 0 || rows >= options.maxRows() || bytes >= options.maxBytes()) {
      return 0;
    }
    long waited = clock.millis() - waiting.peekFirst().since();
    return Math.max(0, options.linger().toMillis() - waited);
  }

  /** The next batch, which is then in flight. */
  List<PendingRecord> take() {
    List<PendingRecord> batch = new ArrayList<>(Math.min(waiting.size(), options.maxRows()));
    int batchRows = 0;
    long batchBytes = 0;
    while (!waiting.isEmpty() && batchRows < options.maxRows() && batchBytes < options.maxBytes()) {
      PendingRecord record = waiting.removeFirst();
      count(record, -1);
      batchRows += record.rows();
      batchBytes += record.bytes();
      record.inFlight(true);
      batch.add(record);
    }
    hurried = Math.max(0, hurried - batch.size());
    inFlight = batch;
    session.allow();
    return batch;
  }

  /** The batch is not in flight any more, whatever became of it. */
  List<PendingRecord> land() {
    List<PendingRecord> landed = inFlight;
    inFlight = List.of();
    landed.forEach(record -> record.inFlight(false));
    return landed;
  }

  /** These are written once more, before all others. */
  void putBack(List<PendingRecord> records) {
    for (int i = records.size() - 1; i >= 0; i--) {
      waiting.addFirst(records.get(i));
      count(records.get(i), 1);
    }
    hurried = Math.min(waiting.size(), hurried + records.size());
  }

  void succeeded() {
    retries.succeeded();
  }

  /**
   * @throws org.apache.kafka.connect.errors.ConnectException if it is time to give up
   */
  void failed(TDengineException error) {
    retries.failed(error);
  }

  /**
   * Forgets records.
   *
   * @return whether one of them is in flight; the connection then sends nothing more of its batch
   */
  boolean revoke(Predicate<PendingRecord> revoked) {
    waiting.removeIf(
        record -> {
          boolean gone = revoked.test(record);
          if (gone) {
            count(record, -1);
          }
          return gone;
        });
    hurried = Math.min(hurried, waiting.size());
    if (isEmpty()) {
      // Nothing is left to try again.
      retries.succeeded();
    }
    if (inFlight.stream().noneMatch(revoked)) {
      return false;
    }
    session.refuse();
    return true;
  }
}
