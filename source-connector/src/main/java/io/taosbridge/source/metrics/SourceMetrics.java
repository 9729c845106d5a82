package io.taosbridge.source.metrics;

import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.connect.metrics.MetricSink;
import io.taosbridge.connect.metrics.MetricValue;
import io.taosbridge.connect.metrics.Stopwatch;
import io.taosbridge.connect.metrics.TaskMetrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What is counted of a task and of each of its vgroups. Thread-safe. */
public final class SourceMetrics implements AutoCloseable {

  public static final String TASK = "source-task-metrics";
  public static final String VGROUP = "source-vgroup-metrics";

  private final TaskMetrics shown;
  private final LongAdder messages = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final LongAdder seeks = new LongAdder();
  private final LongAdder reconnects = new LongAdder();
  private final LongAdder heartbeats = new LongAdder();
  private final LongAdder snapshotRows = new LongAdder();
  private final Stopwatch polls = new Stopwatch("poll");
  private final Stopwatch decodes = new Stopwatch("decode");
  private final Map<TopicVgroup, VgroupMetrics> vgroups = new ConcurrentHashMap<>();
  private final Map<TopicVgroup, MetricSink.Shown> shownVgroups = new HashMap<>();
  private final Stopwatch heldUp = new Stopwatch("held-up");
  private volatile boolean connected;
  private volatile int snapshotsLeft;
  private volatile Double snapshotShare;
  private volatile LongSupplier bufferedBytes = () -> 0;

  /**
   * @param shown takes what is counted here, and what else the task shows
   */
  public SourceMetrics(TaskMetrics shown) {
    this.shown = shown;
    shown.show(TASK, values());
  }

  /** For what is not to be watched. */
  public static SourceMetrics hidden() {
    return new SourceMetrics(TaskMetrics.hidden());
  }

  private List<MetricValue> values() {
    List<MetricValue> values = new ArrayList<>();
    values.add(
        MetricValue.gauge(
            "connected", "1 with a subscription, 0 without", () -> connected ? 1 : 0));
    values.add(MetricValue.gauge("vgroup-count", "Vgroups that are read", vgroups::size));
    values.add(MetricValue.counter("message-total", "Messages with rows", messages));
    values.add(MetricValue.counter("row-total", "Rows", rows));
    values.add(MetricValue.counter("byte-total", "Bytes of column blocks", bytes));
    values.add(
        MetricValue.counter(
            "duplicate-message-total", "Messages dropped, delivered before", duplicates));
    values.add(MetricValue.counter("seek-total", "Starts at a position, of any vgroup", seeks));
    values.add(
        MetricValue.counter(
            "reconnect-total",
            "Interruptions, each followed by an attempt to connect",
            reconnects));
    values.add(MetricValue.counter("heartbeat-total", "Heartbeats sent", heartbeats));
    values.add(
        MetricValue.gauge(
            "buffered-bytes",
            "Estimated size in memory of records that were read and are not in Kafka yet",
            () -> bufferedBytes.getAsLong()));
    values.add(
        MetricValue.gauge(
            "snapshot-vgroups-left",
            "Vgroups to be read by query before their log",
            () -> snapshotsLeft));
    values.add(
        MetricValue.gauge(
            "snapshot-share", "How much of them is read, from 0 to 1", () -> snapshotShare));
    values.add(MetricValue.counter("snapshot-row-total", "Rows read by query", snapshotRows));
    values.addAll(polls.values("waiting for TDengine's messages"));
    values.addAll(decodes.values("on fetching messages and making records of them"));
    values.addAll(heldUp.values("waiting for Kafka Connect to take records"));
    return List.copyOf(values);
  }

  /** For what else the task shows. */
  public TaskMetrics shown() {
    return shown;
  }

  /** There is a subscription, which reads these vgroups. */
  public synchronized void connected(Set<TopicVgroup> now) {
    connected = true;
    for (TopicVgroup gone : Set.copyOf(shownVgroups.keySet())) {
      if (!now.contains(gone)) {
        shownVgroups.remove(gone).close();
        vgroups.remove(gone);
      }
    }
    for (TopicVgroup vgroup : now) {
      VgroupMetrics metrics = of(vgroup);
      shownVgroups.computeIfAbsent(
          vgroup,
          key ->
              shown.show(
                  VGROUP,
                  metrics.values(),
                  "topic",
                  vgroup.topic(),
                  "vgroup",
                  Integer.toString(vgroup.vgroup())));
    }
  }

  /** Reading was interrupted, or could not begin. */
  public void disconnected() {
    connected = false;
    reconnects.increment();
  }

  /**
   * A snapshot goes on.
   *
   * @param vgroupsLeft that are not read yet
   * @param share of all its vgroups that is read, from 0 to 1
   * @param more rows that were read since last time
   */
  public void snapshot(int vgroupsLeft, double share, int more) {
    snapshotsLeft = vgroupsLeft;
    snapshotShare = share;
    snapshotRows.add(more);
  }

  private VgroupMetrics of(TopicVgroup vgroup) {
    return vgroups.computeIfAbsent(vgroup, key -> new VgroupMetrics());
  }

  public void seek(TopicVgroup vgroup, long position) {
    seeks.increment();
    of(vgroup).seek(position);
  }

  /** A message with rows has become records. */
  public void message(TopicVgroup vgroup, TmqData data) {
    int rowCount = data.rows();
    long byteCount = 0;
    for (TableBlock block : data.blocks()) {
      byteCount += block.block().byteLength();
    }
    messages.increment();
    rows.add(rowCount);
    bytes.add(byteCount);
    of(vgroup).message(rowCount, byteCount, RowAge.ofLast(data, System.currentTimeMillis()));
  }

  /** A message was dropped because it was delivered before. */
  public void duplicate(TopicVgroup vgroup) {
    duplicates.increment();
    of(vgroup).duplicate();
  }

  public void position(TopicVgroup vgroup, long next) {
    of(vgroup).position(next);
  }

  /** Begin and end of a vgroup's log. */
  public void log(TopicVgroup vgroup, long begin, long end) {
    of(vgroup).log(begin, end);
  }

  public void heartbeat() {
    heartbeats.increment();
  }

  /** Records wait in a buffer of this many bytes. */
  public void buffer(LongSupplier bytes) {
    bufferedBytes = bytes;
  }

  /**
   * There is room for more records, which reading has waited for since this {@link
   * System#nanoTime()}.
   */
  public void heldUp(long start) {
    heldUp.stop(start);
  }

  /** A poll that began at this {@link System#nanoTime()} is over. */
  public void polled(long start) {
    polls.stop(start);
  }

  /** What a poll brought, dealt with since this {@link System#nanoTime()}, has become records. */
  public void decoded(long start) {
    decodes.stop(start);
  }

  @Override
  public void close() {
    shown.close();
  }
}
