package io.taosbridge.source.config;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How a task lives with a Kafka or a TDengine that is slow or silent.
 *
 * @param maxBufferedBytes of records that are read ahead
 * @param stallTimeout after which a vgroup that delivers nothing is an error; zero: never
 */
public record LifeOptions(
    long maxBufferedBytes, HeartbeatSettings heartbeats, Duration stallTimeout) {

  public static final String MAX_BUFFERED_BYTES = "max.buffered.bytes";
  public static final String HEARTBEAT_INTERVAL_MS = "heartbeat.interval.ms";
  public static final String HEARTBEAT_TOPIC = "heartbeat.topic";
  public static final String STALL_TIMEOUT_MS = "stall.timeout.ms";

  private static final String GROUP = "Running";

  /** Adds the options to a definition. */
  public static void define(ConfigDef definition) {
    definition
        .define(
            MAX_BUFFERED_BYTES,
            ConfigDef.Type.LONG,
            32L << 20,
            ConfigDef.Range.atLeast(1),
            Importance.LOW,
            "How many bytes of records a task holds that are not in Kafka yet: those it reads ahead"
                + " while Kafka Connect is busy with others, and those that Kafka Connect has taken"
                + " and Kafka has not acknowledged. Their size in memory is estimated, with what"
                + " Kafka Connect keeps for each. One message is always read, however large:"
                + " min.poll.rows says how large they become. On a worker that writes exactly once,"
                + " with transaction.boundary connector or interval, they count until Kafka Connect"
                + " takes them, since none is acknowledged before its transaction is committed.",
            GROUP,
            1,
            Width.SHORT,
            "Read ahead (bytes)")
        .define(
            HEARTBEAT_INTERVAL_MS,
            ConfigDef.Type.INT,
            0,
            ConfigDef.Range.atLeast(0),
            Importance.MEDIUM,
            "How often to store the position of vgroups that move on without rows, by a record to"
                + " heartbeat.topic: Kafka Connect stores offsets with records only. Without it, a"
                + " vgroup that has not had rows for longer than TDengine keeps its log looks, after"
                + " a restart, as if something had been lost. 60000 is a good value. 0: never.",
            GROUP,
            2,
            Width.SHORT,
            "Heartbeats every (ms)")
        .define(
            HEARTBEAT_TOPIC,
            ConfigDef.Type.STRING,
            "taosbridge-heartbeat",
            new ConfigDef.NonEmptyString(),
            Importance.LOW,
            "The Kafka topic that heartbeats go to. The connector must be allowed to write to it;"
                + " connectors may share one.",
            GROUP,
            3,
            Width.MEDIUM,
            "Heartbeat topic")
        .define(
            STALL_TIMEOUT_MS,
            ConfigDef.Type.INT,
            300_000,
            ConfigDef.Range.atLeast(0),
            Importance.MEDIUM,
            "How long a vgroup may deliver nothing while its log goes on. TDengine's client reports"
                + " no errors of a vgroup, so that one which cannot be read looks idle. After half"
                + " of this time the consumer subscribes again, and after all of it the task fails"
                + " and names the vgroup. 0: never.",
            GROUP,
            4,
            Width.SHORT,
            "Longest stall (ms)");
  }

  public static LifeOptions of(AbstractConfig config) {
    return new LifeOptions(
        config.getLong(MAX_BUFFERED_BYTES),
        new HeartbeatSettings(
            Duration.ofMillis(config.getInt(HEARTBEAT_INTERVAL_MS)),
            config.getString(HEARTBEAT_TOPIC)),
        Duration.ofMillis(config.getInt(STALL_TIMEOUT_MS)));
  }
}
