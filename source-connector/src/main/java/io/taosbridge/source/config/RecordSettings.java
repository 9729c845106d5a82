package io.taosbridge.source.config;

import io.taosbridge.connect.Template;

/**
 * What records should look like.
 *
 * @param server the name of the server in source partitions
 * @param kafkaTopic over {@code topic}, {@code database}, {@code stable} and {@code table}
 * @param kafkaPartitions how many partitions vgroups are spread over
 */
public record RecordSettings(
    String server,
    Template kafkaTopic,
    PartitionStrategy partitionStrategy,
    int kafkaPartitions,
    boolean withTags,
    boolean withTableName,
    MetaOptions meta) {}
