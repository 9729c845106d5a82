package io.taosbridge.sink.config;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How records are collected into batches and written.
 *
 * @param maxRows a batch is written when it has this many rows
 * @param maxBytes or about this many bytes
 * @param linger or when its first record has waited this long
 * @param connections that write at the same time
 * @param maxBuffered bytes of records that a task holds before it takes no more
 */
public record WritingOptions(
    int maxRows, long maxBytes, Duration linger, int connections, long maxBuffered) {

  static final String BATCH_MAX_ROWS = "batch.max.rows";
  static final String BATCH_MAX_BYTES = "batch.max.bytes";
  static final String LINGER_MS = "linger.ms";
  static final String CONNECTIONS = "connections";
  static final String BUFFER_MAX_BYTES = "buffer.max.bytes";

  private static final String GROUP = "Writing";

  static void define(ConfigDef definition) {
    int order = 0;
    definition
        .define(
            BATCH_MAX_ROWS,
            ConfigDef.Type.INT,
            10_000,
            Range.between(1, 1_000_000),
            Importance.MEDIUM,
            "A batch is written when it has this many rows.",
            GROUP,
            ++order,
            Width.SHORT,
            "Rows per batch")
        .define(
            BATCH_MAX_BYTES,
            ConfigDef.Type.LONG,
            16L * 1024 * 1024,
            Range.between(1024, 128L * 1024 * 1024),
            Importance.MEDIUM,
            "A batch is written when it has about this many bytes.",
            GROUP,
            ++order,
            Width.SHORT,
            "Bytes per batch")
        .define(
            LINGER_MS,
            ConfigDef.Type.LONG,
            100L,
            Range.between(0, 60_000),
            Importance.MEDIUM,
            "A batch is written when its first record has waited this long for others. Nothing"
                + " waits longer when offsets are committed or the buffer is full.",
            GROUP,
            ++order,
            Width.SHORT,
            "Longest wait for a batch")
        .define(
            CONNECTIONS,
            ConfigDef.Type.INT,
            1,
            Range.between(1, 16),
            Importance.MEDIUM,
            "How many connections of a task write at the same time, each its own batches. All rows"
                + " of one child table take the same connection, so that their order is kept."
                + " Metadata events, tombstones, and texts with points of several child tables wait"
                + " for all rows before them, and the rows behind wait for them.",
            GROUP,
            ++order,
            Width.SHORT,
            "Connections per task")
        .define(
            BUFFER_MAX_BYTES,
            ConfigDef.Type.LONG,
            64L * 1024 * 1024,
            Range.atLeast(1),
            Importance.MEDIUM,
            "How many bytes of records a task holds that are not written yet. When there are more,"
                + " because TDengine is away or slow, it takes no more of its partitions until half"
                + " of them are written. The size of records in memory is estimated. What Kafka's"
                + " consumer delivers at once (max.poll.records) may come on top, and a batch for"
                + " each connection as it is sent.",
            GROUP,
            ++order,
            Width.SHORT,
            "Buffer (bytes)");
  }

  static WritingOptions of(AbstractConfig config) {
    return new WritingOptions(
        config.getInt(BATCH_MAX_ROWS),
        config.getLong(BATCH_MAX_BYTES),
        Duration.ofMillis(config.getLong(LINGER_MS)),
        config.getInt(CONNECTIONS),
        config.getLong(BUFFER_MAX_BYTES));
  }
}
