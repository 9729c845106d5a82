package io.taosbridge.source.offset;

import java.util.OptionalLong;

/**
 * What Kafka Connect has stored of a vgroup: of its log, of its snapshot, or of both. The log is
 * read only when Kafka has all rows of the snapshot, so a position in the log that is newer than
 * the snapshot's reason means that the snapshot is over, whatever is stored of it.
 *
 * @param log the next version to read; {@link SnapshotOffset#NONE} if nothing is stored
 * @param snapshot or null
 */
public record StoredPosition(long log, SnapshotOffset snapshot) {

  /** From which version on the log is to be read, once the snapshot is done if there is one. */
  public OptionalLong start() {
    if (snapshot != null && log <= snapshot.lost()) {
      return OptionalLong.of(snapshot.log());
    }
    return log == SnapshotOffset.NONE ? OptionalLong.empty() : OptionalLong.of(log);
  }

  /** Whether a snapshot was begun and has rows left to read. */
  public boolean isUnfinished() {
    return snapshot != null && !snapshot.done() && log <= snapshot.lost();
  }
}
