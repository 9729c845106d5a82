package io.taosbridge.sink.text;

import io.taosbridge.schemaless.Point;

/**
 * A point on its way to one row.
 *
 * @param earlier the row of the same batch with the same table and time, whose fields this one
 *     replaces where it has them, or null
 */
record PointRow<R>(R origin, Point point, PointRow<R> earlier) {

  /** The same point, as if there were no other of its time. */
  PointRow<R> alone() {
    return new PointRow<>(origin, point, null);
  }

  PointRow<R> after(PointRow<R> other) {
    return new PointRow<>(origin, point, other);
  }

  /** Whether an earlier row has other fields, of which some may be left. */
  boolean isMerged() {
    return earlier != null && (earlier.isMerged() || earlier.point.shape() != point.shape());
  }
}
