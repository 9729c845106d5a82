package io.taosbridge.sink.lane;

import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.Daemon;
import io.taosbridge.sink.insert.Session;
import io.taosbridge.sink.pending.PendingRecord;
import io.taosbridge.sink.write.RecordWriter;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/** Writes what waits for one connection, in a thread of its own. */
public final class Lane {

  private final Backlog backlog;
  private final LaneQueue queue;
  private final Session session;
  private final RecordWriter writer;
  private final Thread thread;

  private Lane(Backlog backlog, LaneQueue queue, Session session, RecordWriter writer) {
    this.backlog = backlog;
    this.queue = queue;
    this.session = session;
    this.writer = writer;
    this.thread = Daemon.create("tdengine-sink-writer", this::run);
  }

  public static Lane start(Backlog backlog, LaneQueue queue, Session session, RecordWriter writer) {
    Lane lane = new Lane(backlog, queue, session, writer);
    lane.thread.start();
    return lane;
  }

  public LaneQueue queue() {
    return queue;
  }

  private void run() {
    try {
      for (List<PendingRecord> batch = backlog.take(queue);
          batch != null;
          batch = backlog.take(queue)) {
        write(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      session.close();
    }
  }

  private void write(List<PendingRecord> batch) {
    try {
      writer.write(batch);
      backlog.written(queue);
    } catch (TDengineException e) {
      recover(e);
    } catch (RuntimeException e) {
      backlog.broken(queue, e);
    } catch (Error e) {
      backlog.broken(queue, new ConnectException("Writing failed: " + e, e));
      throw e;
    }
  }

  private void recover(TDengineException e) {
    if (session.isRefusing()) {
      session.recover(e.action());
      backlog.interrupted(queue);
      return;
    }
    switch (e.action()) {
      case RETRY, RECONNECT, REFRESH -> {
        session.recover(e.action());
        writer.refresh();
        backlog.failed(queue, e);
      }
      case BAD_RECORD, FATAL ->
          backlog.broken(
              queue,
              new ConnectException("TDengine refuses to be written to: " + e.getMessage(), e));
    }
  }

  /** Sends nothing more. */
  public void refuse() {
    session.refuse();
  }

  /** Waits no longer for what the server was sent. */
  public void abort() {
    session.abort();
  }

  /** Waits until the connection is closed, at most so long. */
  public void awaitEnd(Duration patience) {
    try {
      thread.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
