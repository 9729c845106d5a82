package io.taosbridge.source.offset;

import io.taosbridge.client.TopicVgroup;
import java.util.Collection;
import java.util.Map;

/** The offsets that Kafka Connect has stored. */
@FunctionalInterface
public interface StoredOffsets {

  /** What is stored of vgroups; nothing of those of which nothing is. */
  Map<TopicVgroup, StoredPosition> find(Collection<TopicVgroup> vgroups);
}
