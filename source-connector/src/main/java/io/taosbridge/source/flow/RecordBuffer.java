package io.taosbridge.source.flow;

import io.taosbridge.source.offset.AckTracker;
import io.taosbridge.source.record.TrackedRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Messages that one thread has read and another will take, bounded in bytes together with those
 * that were taken and are not in Kafka yet. Thread-safe.
 */
final class RecordBuffer {

  private record Message(List<SourceRecord> records, long bytes) {}

  private final long maxBytes;
  private final boolean untilAcknowledged;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Message> messages = new ArrayDeque<>();
  private long bytes;
  private RuntimeException failure;
  private boolean closed;

  /**
   * @param untilAcknowledged whether records count until they are in Kafka, instead of until they
   *     are taken
   */
  RecordBuffer(long maxBytes, boolean untilAcknowledged) {
    this.maxBytes = maxBytes;
    this.untilAcknowledged = untilAcknowledged;
  }

  /**
   * Waits until there is room for a message; one that is larger than all room waits until nothing
   * else counts.
   */
  void awaitRoom(long size) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && bytes > 0 && bytes + size > maxBytes) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Adds a message, for which there should be room. */
  void put(List<SourceRecord> records, long size) {
    Optional<AckTracker.Message> message = tracked(records);
    lock.lock();
    try {
      if (closed) {
        return;
      }
      boolean kept = untilAcknowledged && message.isPresent();
      if (kept) {
        message.get().whenSettled(() -> release(size));
      }
      messages.add(new Message(records, kept ? 0 : size));
      bytes += size;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What the records are acknowledged as; empty if they are nothing but heartbeats. */
  private static Optional<AckTracker.Message> tracked(List<SourceRecord> records) {
    return records.get(0) instanceof TrackedRecord record
        ? Optional.of(record.message())
        : Optional.empty();
  }

  private void release(long size) {
    lock.lock();
    try {
      bytes -= closed ? 0 : size;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** There will be no more messages: who has taken the last one gets this. */
  void fail(RuntimeException why) {
    lock.lock();
    try {
      failure = why;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Drops everything, and ends all waiting. */
  void close() {
    lock.lock();
    try {
      closed = true;
      messages.clear();
      bytes = 0;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The next message; empty if none comes in time or the buffer is closed. */
  List<SourceRecord> take(Duration wait) throws InterruptedException {
    long left = wait.toNanos();
    lock.lockInterruptibly();
    try {
      while (messages.isEmpty() && failure == null && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      Message next = messages.poll();
      if (next != null) {
        release(next.bytes);
        return next.records;
      }
      if (failure != null && !closed) {
        throw failure;
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  /** Of all records that count. */
  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }
}
