package io.taosbridge.source;

import io.taosbridge.client.TopicVgroup;
import java.util.Collection;
import java.util.Map;

/** The offsets that Kafka Connect has stored. */
@FunctionalInterface
interface StoredOffsets {

  /** The next version to read, of those vgroups for which one is stored. */
  Map<TopicVgroup, Long> find(Collection<TopicVgroup> vgroups);
}
