package io.taosbridge.source.config;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How a task lives with a Kafka or a TDengine that is slow.
 *
 * @param maxBufferedBytes of records that are read ahead
 */
public record LifeOptions(long maxBufferedBytes) {

  public static final String MAX_BUFFERED_BYTES = "max.buffered.bytes";

  private static final String GROUP = "Running";

  /** Adds the options to a definition. */
  public static void define(ConfigDef definition) {
    definition.define(
        MAX_BUFFERED_BYTES,
        ConfigDef.Type.LONG,
        32L << 20,
        ConfigDef.Range.atLeast(1),
        Importance.LOW,
        "How many bytes of records a task reads ahead while Kafka Connect is busy with others. The"
            + " size of records in memory is estimated. One message is always read, however large:"
            + " min.poll.rows says how large they become.",
        GROUP,
        1,
        Width.SHORT,
        "Read ahead (bytes)");
  }

  public static LifeOptions of(AbstractConfig config) {
    return new LifeOptions(config.getLong(MAX_BUFFERED_BYTES));
  }
}
