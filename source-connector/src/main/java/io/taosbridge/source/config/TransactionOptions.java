package io.taosbridge.source.config;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How big a transaction becomes.
 *
 * @param maxRows with so many rows it is full
 * @param maxWait how long its first message waits for more
 */
public record TransactionOptions(int maxRows, Duration maxWait) {

  public static final String MAX_ROWS = "transaction.max.rows";
  public static final String MAX_MS = "transaction.max.ms";

  private static final String GROUP = "Transactions";

  /** Adds the options to a definition. */
  public static void define(ConfigDef definition) {
    definition
        .define(
            MAX_ROWS,
            ConfigDef.Type.INT,
            25_000,
            ConfigDef.Range.between(1, 1_000_000),
            Importance.LOW,
            "With transaction.boundary=connector on a worker that writes exactly once: a"
                + " transaction ends with the message that brings it to so many rows, or to"
                + " max.buffered.bytes of memory. Messages are never divided, so it may be larger by"
                + " one message; until it is committed, its rows are in the worker's memory, beside"
                + " those that were read ahead.",
            GROUP,
            1,
            Width.SHORT,
            "Rows in a transaction")
        .define(
            MAX_MS,
            ConfigDef.Type.INT,
            500,
            ConfigDef.Range.between(0, 10_000),
            Importance.LOW,
            "With transaction.boundary=connector on a worker that writes exactly once: how long the"
                + " first message of a transaction waits for more of them before the transaction is"
                + " written. 0: it holds one message.",
            GROUP,
            2,
            Width.SHORT,
            "Longest wait in a transaction (ms)");
  }

  public static TransactionOptions of(AbstractConfig config) {
    return new TransactionOptions(
        config.getInt(MAX_ROWS), Duration.ofMillis(config.getInt(MAX_MS)));
  }
}
