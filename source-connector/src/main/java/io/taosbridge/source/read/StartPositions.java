package io.taosbridge.source.read;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.VgroupAssignment;
import io.taosbridge.source.config.OffsetReset;
import io.taosbridge.source.config.OutOfRangePolicy;
import io.taosbridge.source.config.SnapshotMode;
import io.taosbridge.source.config.SnapshotOptions;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.offset.SnapshotOffset;
import io.taosbridge.source.offset.StoredOffsets;
import io.taosbridge.source.offset.StoredPosition;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides where reading starts in each vgroup. */
public final class StartPositions {

  private static final Logger LOG = LoggerFactory.getLogger(StartPositions.class);

  private final StoredOffsets stored;
  private final Positions positions;
  private final OffsetReset reset;
  private final OutOfRangePolicy outOfRange;
  private final SnapshotMode snapshots;

  /**
   * @param positions of what was read before in this task; they win over what is stored, which lags
   *     behind
   */
  public StartPositions(
      StoredOffsets stored,
      Positions positions,
      OffsetReset reset,
      OutOfRangePolicy outOfRange,
      SnapshotMode snapshots) {
    this.stored = stored;
    this.positions = positions;
    this.reset = reset;
    this.outOfRange = outOfRange;
    this.snapshots = snapshots;
  }

  public OutOfRangePolicy outOfRange() {
    return outOfRange;
  }

  /** The next version to read of those vgroups that were read before. */
  public Map<TopicVgroup, Long> known(Collection<TopicVgroup> vgroups) {
    Map<TopicVgroup, Long> known = new HashMap<>();
    for (TopicVgroup vgroup : vgroups) {
      positions.restart(vgroup).ifPresent(next -> known.put(vgroup, next));
    }
    if (!known.keySet().containsAll(vgroups)) {
      stored
          .find(vgroups)
          .forEach((vgroup, found) -> known.putIfAbsent(vgroup, found.start().orElseThrow()));
    }
    return known;
  }

  /** The vgroups that must be read by query before their log, and where that is to go on. */
  Map<TopicVgroup, SnapshotOffset> snapshotsDue(Collection<TopicVgroup> vgroups) {
    List<TopicVgroup> unknown =
        vgroups.stream().filter(vgroup -> positions.next(vgroup).isEmpty()).toList();
    Map<TopicVgroup, SnapshotOffset> due = new LinkedHashMap<>();
    if (unknown.isEmpty() || !readsNewVgroupsByQuery()) {
      return due;
    }
    Map<TopicVgroup, StoredPosition> found = stored.find(unknown);
    for (TopicVgroup vgroup : unknown) {
      StoredPosition position = found.get(vgroup);
      boolean isDue = snapshots.beginsWithSnapshot() || positions.knows(vgroup.topic());
      if (position == null && isDue) {
        due.put(vgroup, SnapshotOffset.start(SnapshotOffset.NONE, SnapshotOffset.NONE));
      } else if (position != null && position.isUnfinished()) {
        due.put(vgroup, position.snapshot());
      }
    }
    return due;
  }

  /** Whether vgroups that come while their topic is read begin with a snapshot. */
  boolean readsNewVgroupsByQuery() {
    return snapshots.beginsWithSnapshot() || outOfRange == OutOfRangePolicy.SNAPSHOT;
  }

  /** Whether the log is read at all. */
  boolean readsLog() {
    return snapshots.readsLog();
  }

  /**
   * The vgroups that must be read by query since what is wanted of their log is not there any more.
   *
   * @param known the next version to read of those that were read before
   * @param logs begin and end of each, known
   */
  Map<TopicVgroup, SnapshotOffset> snapshotsForLost(
      Map<TopicVgroup, Long> known, Map<TopicVgroup, VgroupAssignment> logs) {
    Map<TopicVgroup, SnapshotOffset> due = new LinkedHashMap<>();
    if (outOfRange == OutOfRangePolicy.SNAPSHOT) {
      known.forEach(
          (vgroup, wanted) -> {
            if (wanted < logs.get(vgroup).begin()) {
              due.put(vgroup, SnapshotOffset.start(SnapshotOffset.NONE, wanted));
            }
          });
    }
    return due;
  }

  /**
   * Where to start.
   *
   * @param wanted the next version to read, or null if the vgroup was never read
   * @param log begin and end, both known
   * @throws ConnectException if what is wanted is not in the log, and the policy is to fail
   */
  public long choose(TopicVgroup vgroup, String database, Long wanted, VgroupAssignment log) {
    if (wanted == null) {
      if (reset == OffsetReset.EARLIEST && log.begin() > 0) {
        LOG.info(
            "The log of vgroup {} of topic {} begins at version {}: what was written before is not"
                + " read. {}=initial would read it",
            vgroup.vgroup(),
            vgroup.topic(),
            log.begin(),
            SnapshotOptions.MODE);
      }
      return reset == OffsetReset.EARLIEST ? log.begin() : log.end();
    }
    if (wanted > log.end()) {
      throw new ConnectException(
          String.format(
              "vgroup %d of topic %s: the next version to read is %d, but TDengine's log ends at"
                  + " %d: database %s was made anew since. To read the new one from its start,"
                  + " delete the connector's offsets, or give it another %s",
              vgroup.vgroup(),
              vgroup.topic(),
              wanted,
              log.end(),
              database,
              SourceConfig.SERVER_NAME));
    }
    if (wanted < log.begin()) {
      if (outOfRange == OutOfRangePolicy.FAIL) {
        throw new RecycledLogException(vgroup, database, wanted, log.begin());
      }
      LOG.warn(
          "Going on without what is lost: {}",
          RecycledLogException.describe(vgroup, database, wanted, log.begin()));
      return log.begin();
    }
    return wanted;
  }
}
