package io.taosbridge.source.offset;

import io.taosbridge.client.TopicVgroup;
import java.util.Collection;
import java.util.Map;

/** The offsets that Kafka Connect has stored. */
@FunctionalInterface
public interface StoredOffsets {

  /** The next version to read, of those vgroups for which one is stored. */
  Map<TopicVgroup, Long> find(Collection<TopicVgroup> vgroups);
}
