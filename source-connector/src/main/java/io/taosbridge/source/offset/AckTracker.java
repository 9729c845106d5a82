package io.taosbridge.source.offset;

import io.taosbridge.client.TopicVgroup;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows which messages are in Kafka with all their records. Thread-safe. */
public final class AckTracker {

  /** A message whose records are on their way to Kafka. */
  public static final class Message {

    private final long nextOffset;
    private final AtomicInteger unacknowledged;
    private Runnable settled = () -> {};

    private Message(long nextOffset, int records) {
      this.nextOffset = nextOffset;
      this.unacknowledged = new AtomicInteger(records);
    }

    /** One more record of the message is in Kafka, or was left out on purpose. */
    public void acknowledge() {
      if (unacknowledged.decrementAndGet() == 0) {
        settled.run();
      }
    }

    /**
     * Has something done when all records are in Kafka. To be called before any of them goes there.
     */
    public void whenSettled(Runnable action) {
      settled = action;
    }

    /** None of the records will go to Kafka. */
    public void withdraw() {
      unacknowledged.set(0);
    }
  }

  private final Map<TopicVgroup, Queue<Message>> messages = new HashMap<>();

  /**
   * @param nextOffset where reading goes on after this message
   */
  public synchronized Message add(TopicVgroup vgroup, long nextOffset, int records) {
    Message message = new Message(nextOffset, records);
    messages.computeIfAbsent(vgroup, key -> new ArrayDeque<>()).add(message);
    return message;
  }

  /** Whether every message was drained. */
  public synchronized boolean isEmpty() {
    return messages.values().stream().allMatch(Queue::isEmpty);
  }

  /** Whether all that was read of a vgroup is in Kafka. */
  public synchronized boolean isSettled(TopicVgroup vgroup) {
    Queue<Message> read = messages.get(vgroup);
    return read == null || read.stream().allMatch(message -> message.unacknowledged.get() <= 0);
  }

  /** Where reading goes on after all that is in Kafka, of each vgroup with news since last time. */
  public synchronized Map<TopicVgroup, Long> drain() {
    Map<TopicVgroup, Long> offsets = new HashMap<>();
    messages.forEach(
        (vgroup, queue) -> {
          while (!queue.isEmpty() && queue.peek().unacknowledged.get() <= 0) {
            offsets.put(vgroup, queue.remove().nextOffset);
          }
        });
    return offsets;
  }
}
