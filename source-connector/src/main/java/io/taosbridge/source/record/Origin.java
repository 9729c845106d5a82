package io.taosbridge.source.record;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.source.offset.AckTracker;
import java.util.Map;

/**
 * Where rows that were read together come from, as their records tell.
 *
 * @param kind what the records are, for their header
 * @param offset the log version from which reading on delivers the rows again
 * @param partition the source partition
 * @param begin the source offset of all records but the last
 * @param end the source offset of the last record
 * @param acknowledgement counts which of the records are in Kafka
 */
public record Origin(
    TopicVgroup vgroup,
    String kind,
    long offset,
    Map<String, ?> partition,
    Map<String, ?> begin,
    Map<String, ?> end,
    AckTracker.Message acknowledgement) {

  /** The same for a record of another kind. */
  Origin ofKind(String other) {
    return new Origin(vgroup, other, offset, partition, begin, end, acknowledgement);
  }
}
