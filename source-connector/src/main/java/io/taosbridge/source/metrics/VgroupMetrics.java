package io.taosbridge.source.metrics;

import io.taosbridge.connect.metrics.MetricValue;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of one vgroup. Written by the thread that reads, shown by any. */
final class VgroupMetrics {

  private static final long UNKNOWN = -1;

  private final LongAdder messages = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final LongAdder seeks = new LongAdder();
  private volatile long position = UNKNOWN;
  private volatile long begin = UNKNOWN;
  private volatile long end = UNKNOWN;
  private volatile Double lagSeconds;

  void message(int rowCount, long byteCount, OptionalDouble age) {
    messages.increment();
    rows.add(rowCount);
    bytes.add(byteCount);
    if (age.isPresent()) {
      lagSeconds = age.getAsDouble();
    }
  }

  void duplicate() {
    duplicates.increment();
  }

  void seek(long to) {
    seeks.increment();
    position = to;
  }

  void position(long next) {
    position = next;
  }

  void log(long first, long next) {
    begin = first;
    end = next;
  }

  List<MetricValue> values() {
    return List.of(
        MetricValue.gauge("position", "Next version to read", () -> known(position)),
        MetricValue.gauge("log-begin", "First version in TDengine's log", () -> known(begin)),
        MetricValue.gauge("log-end", "Version that the next write will have", () -> known(end)),
        MetricValue.gauge(
            "lag-versions",
            "Versions of the log that are not read yet",
            () -> between(position, end)),
        MetricValue.gauge(
            "headroom-versions",
            "Versions between the begin of the log and the position; at 0, TDengine recycles what"
                + " is not read",
            () -> between(begin, position)),
        MetricValue.gauge(
            "lag-seconds", "Age that the last row had when it was read", () -> lagSeconds),
        MetricValue.counter("message-total", "Messages with rows", messages),
        MetricValue.counter("row-total", "Rows", rows),
        MetricValue.counter("byte-total", "Bytes of column blocks", bytes),
        MetricValue.counter(
            "duplicate-message-total", "Messages dropped, delivered before", duplicates),
        MetricValue.counter("seek-total", "Starts at a position", seeks));
  }

  private static Long known(long version) {
    return version == UNKNOWN ? null : Long.valueOf(version);
  }

  private static Long between(long from, long to) {
    return from == UNKNOWN || to == UNKNOWN ? null : Long.valueOf(Math.max(0, to - from));
  }
}
