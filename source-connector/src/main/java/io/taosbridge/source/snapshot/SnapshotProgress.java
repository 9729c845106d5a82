package io.taosbridge.source.snapshot;

import io.taosbridge.client.TopicVgroup;

/**
 * How far the snapshot of a vgroup has come since this task started.
 *
 * @param table the supertable or normal table that is read; empty before the start and at the end
 * @param rows how many were handed to Kafka Connect
 * @param share how much is done, from 0 to 1, counted in tables; what lies ahead in a table is
 *     estimated
 * @param done whether all is read
 */
public record SnapshotProgress(
    TopicVgroup vgroup, String table, long rows, double share, boolean done) {

  static SnapshotProgress start(TopicVgroup vgroup) {
    return new SnapshotProgress(vgroup, "", 0, 0, false);
  }

  SnapshotProgress read(String current, int more, double shareNow) {
    return new SnapshotProgress(vgroup, current, rows + more, Math.max(share, shareNow), false);
  }

  SnapshotProgress finished() {
    return new SnapshotProgress(vgroup, "", rows, 1, true);
  }
}
