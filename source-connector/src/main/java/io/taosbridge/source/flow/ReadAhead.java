package io.taosbridge.source.flow;

import io.taosbridge.connect.Daemon;
import io.taosbridge.source.metrics.SourceMetrics;
import io.taosbridge.source.transaction.Transactions.Messages;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Reads messages on a thread of its own, ahead of who polls, up to a number of bytes. So {@link
 * #poll} returns in time whatever TDengine does, and TDengine is read while Kafka is written.
 */
public final class ReadAhead implements Messages {

  /** How long reading waits for a message before it looks whether it shall stop. */
  private static final Duration READ_WAIT = Duration.ofSeconds(1);

  private final Messages messages;
  private final RecordBuffer buffer;
  private final SourceMetrics metrics;
  private final Thread thread;

  /**
   * @param messages to read; they are stopped by who made them, which must end a poll under way
   * @param maxBytes of records, as far as their size in memory can be told
   * @param untilAcknowledged whether they count until Kafka has them, instead of until they are
   *     polled
   */
  public ReadAhead(
      Messages messages, long maxBytes, boolean untilAcknowledged, SourceMetrics metrics) {
    this.messages = messages;
    this.buffer = new RecordBuffer(maxBytes, untilAcknowledged);
    this.metrics = metrics;
    this.thread = Daemon.create("tdengine-source-reader", this::read);
  }

  public void start() {
    metrics.buffer(buffer::bytes);
    thread.start();
  }

  private void read() {
    try {
      long size = 0; // of the next message, as the one before it
      while (!messages.isStopped()) {
        long start = System.nanoTime();
        buffer.awaitRoom(size);
        metrics.heldUp(start);
        List<SourceRecord> records = messages.poll(READ_WAIT);
        if (!records.isEmpty()) {
          size = RecordSize.of(records);
          buffer.put(records, size);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      buffer.fail(e);
    } catch (Error e) {
      buffer.fail(new ConnectException("reading from TDengine failed: " + e, e));
      throw e;
    }
  }

  /**
   * The records of the next message; none if none comes in time.
   *
   * @throws ConnectException if reading cannot go on until somebody does something; what was read
   *     before is returned first
   */
  @Override
  public List<SourceRecord> poll(Duration wait) throws InterruptedException {
    return buffer.take(wait);
  }

  @Override
  public boolean isStopped() {
    return messages.isStopped();
  }

  /** Ends polls, and reading as soon as its messages are stopped. Does not wait. */
  public void stop() {
    buffer.close();
    thread.interrupt();
  }
}
