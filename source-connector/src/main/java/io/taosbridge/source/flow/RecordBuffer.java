package io.taosbridge.source.flow;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.connect.source.SourceRecord;

/** Messages that one thread has read and another will take, bounded in bytes. Thread-safe. */
final class RecordBuffer {

  private record Message(List<SourceRecord> records, long bytes) {}

  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Message> messages = new ArrayDeque<>();
  private long bytes;
  private RuntimeException failure;
  private boolean closed;

  RecordBuffer(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Adds a message, when there is room for it; one that is larger than all room waits for an empty
   * buffer.
   */
  void put(List<SourceRecord> records, long size) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && !messages.isEmpty() && bytes + size > maxBytes) {
        changed.await();
      }
      if (!closed) {
        messages.add(new Message(records, size));
        bytes += size;
        changed.signalAll();
      }
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
        bytes -= next.bytes;
        changed.signalAll();
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

  long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }
}
