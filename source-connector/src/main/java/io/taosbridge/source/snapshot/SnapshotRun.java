package io.taosbridge.source.snapshot;

import io.taosbridge.client.Connection;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.Daemon;
import io.taosbridge.source.config.SnapshotOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads vgroups one after the other with a connection and a thread of its own, a few blocks ahead
 * of who takes them, until all are read or something fails.
 */
final class SnapshotRun implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotRun.class);

  /** Enough for the next query to begin while the rows of this one are on their way to Kafka. */
  private static final int BLOCKS_AHEAD = 4;

  /** What the thread gives: one of both. */
  private record Item(SnapshotBatch batch, Throwable failure) {}

  private final Supplier<Connection> server;
  private final SnapshotOptions options;
  private final List<SnapshotTask> tasks;
  private final BlockingQueue<Item> items = new ArrayBlockingQueue<>(BLOCKS_AHEAD);
  private final Thread thread;
  private volatile Connection connection;
  private volatile boolean closed;

  SnapshotRun(Supplier<Connection> server, SnapshotOptions options, List<SnapshotTask> tasks) {
    this.server = server;
    this.options = options;
    this.tasks = List.copyOf(tasks);
    thread = Daemon.create("tdengine-source-snapshot", this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      Connection opened = server.get();
      connection = opened;
      if (closed) {
        opened.close();
      }
      for (SnapshotTask task : tasks) {
        new VgroupReader(opened, options, task, batch -> items.put(new Item(batch, null))).read();
      }
    } catch (InterruptedException e) {
      LOG.debug("The snapshot was ended");
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private void fail(Throwable failure) {
    try {
      items.put(new Item(null, failure));
    } catch (InterruptedException e) {
      LOG.debug("The snapshot was ended; it had failed before", failure);
    }
  }

  /** The connection, to ask about tables; there is one when there is a batch. */
  Connection connection() {
    return connection;
  }

  /**
   * What was read next, or empty if that takes longer.
   *
   * @throws TDengineException if reading failed; what comes before in order was given before
   */
  Optional<SnapshotBatch> next(Duration wait) throws InterruptedException {
    Item item = items.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    if (item == null) {
      return Optional.empty();
    }
    if (item.failure instanceof RuntimeException failure) {
      throw failure;
    }
    if (item.failure != null) {
      throw new ConnectException(item.failure);
    }
    return Optional.of(item.batch);
  }

  /** Ends every query in flight. May be called by any thread, and more than once. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Connection opened = connection;
    if (opened != null) {
      try {
        opened.close();
      } catch (TDengineException e) {
        LOG.debug("Closing failed: {}", e.getMessage());
      }
    }
  }
}
