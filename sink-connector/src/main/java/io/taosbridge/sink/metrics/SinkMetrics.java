package io.taosbridge.sink.metrics;

import io.taosbridge.client.Connection;
import io.taosbridge.connect.metrics.MetricValue;
import io.taosbridge.connect.metrics.Stopwatch;
import io.taosbridge.connect.metrics.TaskMetrics;
import io.taosbridge.sink.record.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What is counted of a task, by any thread. */
public final class SinkMetrics implements AutoCloseable {

  public static final String TASK = "sink-task-metrics";

  private final TaskMetrics shown;
  private final LongSupplier nanos;
  private final LongAdder rows = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final Stopwatch binds = new Stopwatch("bind");
  private final Stopwatch executions = new Stopwatch("exec");
  private final LongAdder retries = new LongAdder();
  private final LongAdder tables = new LongAdder();
  private final LongAdder columnsAdded = new LongAdder();
  private final LongAdder columnsWidened = new LongAdder();
  private final LongAdder ignored = new LongAdder();
  private final Map<Reason, LongAdder> bad = new EnumMap<>(Reason.class);
  private volatile boolean retrying;
  private volatile Long lastWrite;
  private volatile int pendingRecords;
  private volatile long pendingBytes;
  private volatile boolean paused;

  /**
   * @param shown takes what is counted here
   */
  public SinkMetrics(TaskMetrics shown) {
    this(shown, System::nanoTime);
  }

  SinkMetrics(TaskMetrics shown, LongSupplier nanos) {
    this.shown = shown;
    this.nanos = nanos;
    for (Reason reason : Reason.values()) {
      bad.put(reason, new LongAdder());
    }
    shown.show(TASK, values());
  }

  /** For what is not to be watched. */
  public static SinkMetrics hidden() {
    return new SinkMetrics(TaskMetrics.hidden());
  }

  private List<MetricValue> values() {
    List<MetricValue> values = new ArrayList<>();
    values.add(
        MetricValue.counter(
            "row-total",
            "Rows that TDengine acknowledged; text passed on over REST is not counted",
            rows));
    values.add(
        MetricValue.counter(
            "batch-total", "Executions, each of one insert, that TDengine acknowledged", batches));
    values.add(
        MetricValue.counter("byte-total", "Estimated size of what was sent for them", bytes));
    values.add(
        MetricValue.gauge(
            "rows-per-batch-avg",
            "Rows of an execution, on average since the start",
            this::average));
    values.addAll(binds.values("making column buffers of records that are bound"));
    values.addAll(executions.values("waiting for TDengine to take or refuse an execution"));
    values.add(
        MetricValue.counter(
            "retry-total", "Failures of the server, each followed by another attempt", retries));
    values.add(
        MetricValue.gauge(
            "retrying",
            "1 while a batch waits for the server after a failure, else 0",
            () -> retrying ? 1 : 0));
    values.add(
        MetricValue.gauge(
            "write-age-seconds", "Time since TDengine last took rows", this::writeAge));
    values.add(
        MetricValue.gauge(
            "pending-records",
            "Records that were accepted and are not written yet",
            () -> pendingRecords));
    values.add(
        MetricValue.gauge(
            "pending-bytes", "Estimated size of these records in memory", () -> pendingBytes));
    values.add(
        MetricValue.gauge(
            "paused",
            "1 while the task takes no more records since its buffer is full, else 0",
            () -> paused ? 1 : 0));
    values.add(
        MetricValue.counter(
            "table-created-total",
            "Statements by which a table or supertable was created",
            tables));
    values.add(
        MetricValue.counter(
            "column-added-total",
            "Columns and tags added to tables and supertables",
            columnsAdded));
    values.add(
        MetricValue.counter("column-widened-total", "Columns and tags widened", columnsWidened));
    values.add(
        MetricValue.counter(
            "ignored-row-total", "Rows, and records without value, left out by option", ignored));
    values.add(
        MetricValue.counter(
            "bad-record-total",
            "Records reported as bad, for any reason",
            () -> bad.values().stream().mapToLong(LongAdder::sum).sum()));
    bad.forEach(
        (reason, count) ->
            values.add(MetricValue.counter(name(reason), description(reason), count)));
    return List.copyOf(values);
  }

  private static String name(Reason reason) {
    return "bad-record-" + reason.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-total";
  }

  private static String description(Reason reason) {
    return switch (reason) {
      case TOO_LONG -> "Of these, with text or bytes longer than their column";
      case OUT_OF_RANGE -> "Of these, with a timestamp that the database does not keep";
      case NO_TIMESTAMP -> "Of these, without primary timestamp";
      case NO_VALUE -> "Of these, without value";
      case UNKNOWN_FIELD -> "Of these, with a field that has no column";
      case BAD_TEXT -> "Of these, text that cannot be read or contradicts its supertable";
      case REFUSED -> "Of these, refused by TDengine for other reasons";
      case UNFIT -> "Of these, other values or shapes that no row can be made of";
    };
  }

  private Double average() {
    long count = batches.sum();
    return count == 0 ? null : Double.valueOf(rows.sum() / (double) count);
  }

  private Double writeAge() {
    Long last = lastWrite;
    return last == null
        ? null
        : Double.valueOf((nanos.getAsLong() - last) / (double) TimeUnit.SECONDS.toNanos(1));
  }

  /** The connection, with all that is written through it counted. */
  public Connection watched(Connection connection) {
    return new WatchedConnection(connection, this);
  }

  /** A batch that is about to be executed was begun at this {@link System#nanoTime()}. */
  void bound(long start) {
    binds.stop(start);
  }

  /** An execution that began at this {@link System#nanoTime()} has succeeded or failed. */
  void executed(long start) {
    executions.stop(start);
  }

  /**
   * The server has acknowledged an execution.
   *
   * @param rowCount negative if it did not tell
   */
  void written(long rowCount, long byteCount) {
    rows.add(Math.max(0, rowCount));
    bytes.add(byteCount);
    batches.increment();
    lastWrite = nanos.getAsLong();
  }

  /** The server has done what a statement asks for. */
  void changed(String statement) {
    switch (TableChange.of(statement)) {
      case CREATE -> tables.increment();
      case ADD -> columnsAdded.increment();
      case WIDEN -> columnsWidened.increment();
      case NONE -> {
        // nothing to count
      }
    }
  }

  /** The server cannot take rows now; there will be another attempt. */
  public void retrying() {
    retries.increment();
    retrying = true;
  }

  /** All that was to be written is written. */
  public void caughtUp() {
    retrying = false;
  }

  /** What waits to be written. */
  public void pending(int records, long byteCount) {
    pendingRecords = records;
    pendingBytes = byteCount;
  }

  /** Whether the task takes no more records now. */
  public void paused(boolean now) {
    paused = now;
  }

  /** A record was reported as bad. */
  public void bad(Reason reason) {
    bad.get(reason).increment();
  }

  /** A row was left out, as the options say. */
  public void ignored() {
    ignored.increment();
  }

  @Override
  public void close() {
    shown.close();
  }
}
