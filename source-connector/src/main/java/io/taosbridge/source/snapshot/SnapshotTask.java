package io.taosbridge.source.snapshot;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.source.offset.SnapshotOffset;
import io.taosbridge.source.topic.TopicInfo;

/**
 * A vgroup to be read by query.
 *
 * @param topic on a supertable or a database
 * @param offset where to go on; its log version is {@link SnapshotOffset#NONE} before the start
 */
public record SnapshotTask(TopicInfo topic, TopicVgroup vgroup, SnapshotOffset offset) {

  SnapshotTask at(SnapshotOffset next) {
    return new SnapshotTask(topic, vgroup, next);
  }
}
