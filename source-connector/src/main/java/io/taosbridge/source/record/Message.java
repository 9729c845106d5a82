package io.taosbridge.source.record;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.source.offset.AckTracker;
import java.util.Map;

/**
 * What all records of a message have in common.
 *
 * @param offset where reading of the message began
 * @param kafkaPartition null for the producer's choice
 */
record Message(
    TopicVgroup vgroup,
    Map<String, String> partition,
    long offset,
    Integer kafkaPartition,
    AckTracker.Message acknowledgement) {}
