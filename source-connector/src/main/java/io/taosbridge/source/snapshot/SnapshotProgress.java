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

  SnapshotProgress read(SnapshotBatch batch) {
    long now = rows + batch.count();
    return done || batch.end().done()
        ? new SnapshotProgress(vgroup, "", now, 1, true)
        : new SnapshotProgress(vgroup, batch.table(), now, Math.max(share, batch.share()), false);
  }
}
