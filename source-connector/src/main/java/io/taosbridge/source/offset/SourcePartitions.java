package io.taosbridge.source.offset;

import io.taosbridge.client.TopicVgroup;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * How positions are written in Kafka Connect's offsets: the partition {@code {"server", "topic",
 * "vgroup"}}, all text, and the offset {@code {"offset"}}, the next log version to read. With
 * {@code "kind": "snapshot"} it is the partition of a {@link SnapshotOffset}.
 */
public final class SourcePartitions {

  private static final String SERVER = "server";
  private static final String TOPIC = "topic";
  private static final String VGROUP = "vgroup";
  private static final String OFFSET = "offset";
  private static final String KIND = "kind";
  private static final String SNAPSHOT = "snapshot";

  private SourcePartitions() {}

  public static Map<String, String> partition(String server, TopicVgroup vgroup) {
    return Collections.unmodifiableMap(entries(server, vgroup));
  }

  /**
   * In the order of a HashMap: Kafka Connect finds an offset by its partition as JSON, byte by
   * byte, and reads partitions back into HashMaps. The order of {@code Map.of} is another one in
   * each JVM.
   */
  private static Map<String, String> entries(String server, TopicVgroup vgroup) {
    Map<String, String> entries = new HashMap<>();
    entries.put(SERVER, server);
    entries.put(TOPIC, vgroup.topic());
    entries.put(VGROUP, Integer.toString(vgroup.vgroup()));
    return entries;
  }

  /** The server of a partition that is valid. */
  public static String server(Map<String, ?> partition) {
    return (String) partition.get(SERVER);
  }

  /** The vgroup of a partition that is valid. */
  public static TopicVgroup vgroup(Map<String, ?> partition) {
    return new TopicVgroup(
        (String) partition.get(TOPIC), Integer.parseInt((String) partition.get(VGROUP)));
  }

  /** The partition of the vgroup's snapshot. */
  public static Map<String, String> snapshot(String server, TopicVgroup vgroup) {
    Map<String, String> partition = entries(server, vgroup);
    partition.put(KIND, SNAPSHOT);
    return Collections.unmodifiableMap(partition);
  }

  /** Whether a partition, valid otherwise, is of a snapshot. */
  public static boolean isSnapshot(Map<String, ?> partition) {
    return partition.containsKey(KIND);
  }

  public static Map<String, Long> offset(long next) {
    return Map.of(OFFSET, next);
  }

  /**
   * The next version to read; empty if nothing is stored.
   *
   * @throws ConnectException if something else is stored
   */
  public static OptionalLong read(Map<String, ?> stored) {
    if (stored == null || stored.isEmpty()) {
      return OptionalLong.empty();
    }
    checkOffset(stored);
    return OptionalLong.of(((Number) stored.get(OFFSET)).longValue());
  }

  /**
   * @throws ConnectException saying what the partition should look like
   */
  public static void checkPartition(Map<String, ?> partition) {
    boolean valid =
        partition != null
            && partition.size() == (isSnapshot(partition) ? 4 : 3)
            && (!isSnapshot(partition) || SNAPSHOT.equals(partition.get(KIND)))
            && partition.get(SERVER) instanceof String
            && partition.get(TOPIC) instanceof String
            && partition.get(VGROUP) instanceof String vgroup
            && vgroup.matches("\\d{1,9}");
    if (!valid) {
      throw new ConnectException(
          "a source partition looks like {\"server\": \"host:6041\", \"topic\": \"t\", \"vgroup\":"
              + " \"2\"}, with \"kind\": \"snapshot\" in it for a snapshot's, not "
              + partition);
    }
  }

  /**
   * @throws ConnectException saying what the offset should look like
   */
  public static void checkOffset(Map<String, ?> offset) {
    boolean valid =
        offset.size() == 1
            && (offset.get(OFFSET) instanceof Long || offset.get(OFFSET) instanceof Integer)
            && ((Number) offset.get(OFFSET)).longValue() >= 0;
    if (!valid) {
      throw new ConnectException(
          "a source offset looks like {\"offset\": 123}, the next log version of the vgroup to"
              + " read, not "
              + offset);
    }
  }
}
