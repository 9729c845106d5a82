package io.taosbridge.sink.lane;

import io.taosbridge.client.error.TDengineException;
import io.taosbridge.sink.metrics.SinkMetrics;
import io.taosbridge.sink.pending.PendingRecord;
import io.taosbridge.sink.pending.PendingRecords;
import io.taosbridge.sink.pending.Route;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All records of a task that may not be committed yet. The task's thread adds them; each connection
 * takes those of its queue, batch by batch. Thread-safe.
 *
 * <p>A record that must be written alone, and all behind it, wait in front of the queues until
 * these are empty. Such records all take the first queue, which keeps their order.
 */
public final class Backlog {

  private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

  private final long maxBytes;
  private final SinkMetrics metrics;
  private final List<LaneQueue> queues;
  private final Deque<PendingRecord> front = new ArrayDeque<>();
  private final PendingRecords pending = new PendingRecords();

  /** Whether the records in the queues are such that must be written alone. */
  private boolean alone;

  private int hurriedInFront;
  private RuntimeException failure;
  private boolean closed;

  /**
   * @param maxBytes of records above which none wait for a batch to become full
   */
  public Backlog(long maxBytes, List<LaneQueue> queues, SinkMetrics metrics) {
    this.maxBytes = maxBytes;
    this.queues = List.copyOf(queues);
    this.metrics = metrics;
  }

  /** Adds records that are to be written. */
  public synchronized void add(List<PendingRecord> records) {
    for (PendingRecord record : records) {
      pending.add(record);
      front.addLast(record);
    }
    distribute();
    if (pending.bytes() > maxBytes) {
      hurry();
    }
    changed();
  }

  /** Adds a record that is not to be written, but may not be committed yet. */
  public synchronized void hold(PendingRecord record) {
    pending.add(record);
    changed();
  }

  private void changed() {
    metrics.pending(pending.count(), pending.bytes());
    if (queues.stream().noneMatch(LaneQueue::isRetrying)) {
      metrics.caughtUp();
    }
    notifyAll();
  }

  private void distribute() {
    while (!front.isEmpty()) {
      Route route = front.peekFirst().route();
      if (!mayGo(route)) {
        queues.forEach(LaneQueue::hurry);
        return;
      }
      alone = route.alone();
      LaneQueue queue = queues.get(route.lane());
      queue.add(front.removeFirst());
      if (hurriedInFront > 0) {
        hurriedInFront--;
        queue.hurry();
      }
    }
  }

  private boolean mayGo(Route route) {
    LaneQueue first = queues.get(0);
    return route.alone() == alone
        || (alone
            ? first.isEmpty()
            : queues.stream().allMatch(queue -> queue == first || queue.isEmpty()));
  }

  /** Nothing that is here waits for a full batch. */
  public synchronized void hurry() {
    queues.forEach(LaneQueue::hurry);
    hurriedInFront = front.size();
    notifyAll();
  }

  /**
   * Waits until there is a batch to write, which is then in flight.
   *
   * @return null when there will be none any more
   */
  synchronized List<PendingRecord> take(LaneQueue queue) throws InterruptedException {
    while (!closed) {
      long wait = failure == null ? queue.untilReady() : LaneQueue.NEVER;
      if (wait == 0) {
        // Somebody may wait for room.
        notifyAll();
        return queue.take();
      }
      wait(wait == LaneQueue.NEVER ? 0 : wait);
    }
    return null;
  }

  /** The batch in flight was written. */
  synchronized void written(LaneQueue queue) {
    queue.succeeded();
    land(queue);
  }

  /** The batch in flight is to be written again, at once. */
  synchronized void interrupted(LaneQueue queue) {
    land(queue);
  }

  /** The batch in flight could not be written, and is to be written again later. */
  synchronized void failed(LaneQueue queue, TDengineException error) {
    land(queue);
    try {
      queue.failed(error);
    } catch (ConnectException e) {
      broken(queue, e);
      return;
    }
    metrics.retrying();
    LOG.warn(
        "Writing failed, {} records wait; next attempt in {} ms: {}",
        queue.waiting(),
        queue.untilRetry().toMillis(),
        error.getMessage());
  }

  /** The task must stop. */
  synchronized void broken(LaneQueue queue, RuntimeException reason) {
    land(queue);
    if (failure == null) {
      failure = reason;
    }
    notifyAll();
  }

  private void land(LaneQueue queue) {
    List<PendingRecord> again = new ArrayList<>();
    for (PendingRecord record : queue.land()) {
      if (record.isDone()) {
        pending.remove(record);
      } else if (record.isWaiting() && pending.contains(record)) {
        again.add(record);
      }
    }
    queue.putBack(again);
    distribute();
    changed();
  }

  /** The reporter has confirmed records that are bad. */
  public synchronized void confirmed(Collection<PendingRecord> records) {
    if (records.isEmpty()) {
      return;
    }
    for (PendingRecord record : records) {
      // One in flight may have more rows.
      if (!record.isInFlight() && record.isDone()) {
        pending.remove(record);
      }
    }
    changed();
  }

  /** What may be committed of the offsets delivered so far. */
  public synchronized Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> delivered) {
    return pending.committable(delivered);
  }

  /** About how many bytes of memory the records take. */
  public synchronized long bytes() {
    return pending.bytes();
  }

  /** Fails if one of the connections has met something that must stop the task. */
  public synchronized void requireHealth() {
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Forgets the records of partitions. The connections that are writing some of them stop doing so.
   *
   * @param patience how long to wait for what they have sent already
   * @return those that are still waiting for the server then
   */
  public synchronized List<LaneQueue> revoke(
      Collection<TopicPartition> partitions, Duration patience) {
    pending.removePartitions(partitions);
    front.removeIf(record -> partitions.contains(record.partition()));
    hurriedInFront = Math.min(hurriedInFront, front.size());
    List<LaneQueue> affected = new ArrayList<>();
    for (LaneQueue queue : queues) {
      if (queue.revoke(record -> partitions.contains(record.partition()))) {
        affected.add(queue);
      }
    }
    distribute();
    changed();
    await(() -> affected.stream().noneMatch(LaneQueue::isInterrupted), patience);
    return affected.stream().filter(LaneQueue::isInterrupted).toList();
  }

  /** Waits until everything is written that can be written now, at most so long. */
  public synchronized void awaitQuiet(Duration patience) {
    await(
        () ->
            failure != null
                || queues.stream().noneMatch(q -> q.isInFlight() || q.untilReady() == 0),
        patience);
  }

  /**
   * Waits while as much waits as all connections can take next, but never for less than came last.
   * More would only cost memory, and the garbage collector, which copies what stays, half of the
   * sink's CPU time.
   *
   * @param patience how long at most; nobody waits for a server that is away
   */
  public synchronized void awaitRoom(int latest, Duration patience) {
    await(
        () ->
            closed
                || failure != null
                || queues.stream().anyMatch(LaneQueue::isRetrying)
                || !isAmple(latest),
        patience);
  }

  private boolean isAmple(int latest) {
    int waiting = 0;
    double batches = 0;
    for (LaneQueue queue : queues) {
      waiting += queue.waiting();
      batches += queue.batches();
    }
    return waiting >= latest && batches >= queues.size();
  }

  private void await(BooleanSupplier condition, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (millis <= 0) {
          return;
        }
        wait(millis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("Interrupted while rows were written", e);
    }
  }

  /** No more batches are taken. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
