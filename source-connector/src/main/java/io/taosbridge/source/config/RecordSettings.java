package io.taosbridge.source.config;

import io.taosbridge.connect.Template;

/**
 * What records should look like.
 *
 * @param server the name of the server in source partitions
 * @param kafkaTopic over {@code topic}, {@code database}, {@code stable} and {@code table}
 * @param kafkaPartitions how many partitions vgroups are spread over
 * @param inTransactions whether the records of a message reach Kafka all together or not at all
 */
public record RecordSettings(
    String server,
    Template kafkaTopic,
    PartitionStrategy partitionStrategy,
    int kafkaPartitions,
    boolean withTags,
    boolean withTableName,
    boolean inTransactions,
    MetaOptions meta) {

  /** For records of which whole messages go into a transaction. */
  public RecordSettings forTransactions() {
    return new RecordSettings(
        server,
        kafkaTopic,
        partitionStrategy,
        kafkaPartitions,
        withTags,
        withTableName,
        true,
        meta);
  }
}
