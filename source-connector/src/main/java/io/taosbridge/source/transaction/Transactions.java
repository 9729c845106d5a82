package io.taosbridge.source.transaction;

import io.taosbridge.source.config.TransactionOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.TransactionContext;

/**
 * Makes one transaction of several messages, since each costs Kafka about the same whatever its
 * size. What a poll returns is always a whole transaction: one that stayed open between two polls
 * would time out while the connector is paused, and the task with it.
 *
 * <p>Not thread-safe, as polling is not.
 */
public final class Transactions {

  /** Where messages come from. */
  public interface Messages {

    /** The records of the next message, all of them; none if none comes in time. */
    List<SourceRecord> poll(Duration wait) throws InterruptedException;

    /** As {@link #poll}, but none at once if none can come before what was polled is in Kafka. */
    default List<SourceRecord> pollMore(Duration wait) throws InterruptedException {
      return poll(wait);
    }

    boolean isStopped();
  }

  private final TransactionContext context;
  private final TransactionOptions options;
  private final Messages messages;
  private final ToLongFunction<List<SourceRecord>> size;
  private final long maxBytes;
  private ConnectException failure;

  /**
   * @param size of records in memory, in bytes
   * @param maxBytes with so many a transaction is full, as with the rows of the options
   */
  public Transactions(
      TransactionContext context,
      TransactionOptions options,
      Messages messages,
      ToLongFunction<List<SourceRecord>> size,
      long maxBytes) {
    this.context = context;
    this.options = options;
    this.messages = messages;
    this.size = size;
    this.maxBytes = maxBytes;
  }

  /**
   * The records of the next transaction; none if no message comes in time.
   *
   * @param wait for the first message
   * @throws ConnectException if reading cannot go on; what was read before it is returned first
   */
  public List<SourceRecord> poll(Duration wait) throws InterruptedException {
    if (failure != null) {
      ConnectException cause = failure;
      failure = null;
      throw cause;
    }
    List<SourceRecord> gathered = new ArrayList<>(messages.poll(wait));
    if (gathered.isEmpty()) {
      return gathered;
    }
    gather(gathered);
    // With the record, not the batch: should sending fail between two of them and the task be
    // stopped then, the worker would commit the first half of a batch.
    context.commitTransaction(gathered.get(gathered.size() - 1));
    return gathered;
  }

  private void gather(List<SourceRecord> gathered) throws InterruptedException {
    long end = System.nanoTime() + options.maxWait().toNanos();
    long left = options.maxWait().toNanos();
    long bytes = size.applyAsLong(gathered);
    while (gathered.size() < options.maxRows()
        && bytes < maxBytes
        && left > 0
        && !messages.isStopped()) {
      try {
        List<SourceRecord> more = messages.pollMore(Duration.ofNanos(left));
        if (more.isEmpty()) {
          return;
        }
        gathered.addAll(more);
        bytes += size.applyAsLong(more);
      } catch (ConnectException e) {
        failure = e;
        return;
      }
      left = end - System.nanoTime();
    }
  }
}
