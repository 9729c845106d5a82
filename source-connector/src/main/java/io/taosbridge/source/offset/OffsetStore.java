package io.taosbridge.source.offset;

import io.taosbridge.client.TopicVgroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Finds stored offsets by the source partitions they belong to. */
public final class OffsetStore implements StoredOffsets {

  private final String server;
  private final Function<
          Collection<Map<String, String>>,
          ? extends Map<Map<String, String>, ? extends Map<String, ?>>>
      reader;

  /**
   * @param server its name in source partitions
   * @param reader gives the offsets of partitions, those that are stored at least
   */
  public OffsetStore(
      String server,
      Function<
              Collection<Map<String, String>>,
              ? extends Map<Map<String, String>, ? extends Map<String, ?>>>
          reader) {
    this.server = server;
    this.reader = reader;
  }

  @Override
  public Map<TopicVgroup, StoredPosition> find(Collection<TopicVgroup> vgroups) {
    List<Map<String, String>> partitions = new ArrayList<>();
    for (TopicVgroup vgroup : vgroups) {
      partitions.add(SourcePartitions.partition(server, vgroup));
      partitions.add(SourcePartitions.snapshot(server, vgroup));
    }
    Map<Map<String, String>, ? extends Map<String, ?>> offsets = reader.apply(partitions);
    Map<TopicVgroup, StoredPosition> found = new HashMap<>();
    for (TopicVgroup vgroup : vgroups) {
      StoredPosition position =
          new StoredPosition(
              SourcePartitions.read(offsets.get(SourcePartitions.partition(server, vgroup)))
                  .orElse(SnapshotOffset.NONE),
              SnapshotOffset.read(offsets.get(SourcePartitions.snapshot(server, vgroup)))
                  .orElse(null));
      if (position.start().isPresent()) {
        found.put(vgroup, position);
      }
    }
    return found;
  }
}
