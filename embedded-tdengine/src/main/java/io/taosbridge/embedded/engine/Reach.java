package io.taosbridge.embedded.engine;

/** How much must be known before an expression has a value. */
enum Reach {
  /** Nothing: it is the same in the whole statement. */
  CONSTANT,
  /** The table: it is the same in all rows of one. */
  TABLE,
  /** The row. */
  ROW,
  /** All rows of a group. */
  GROUP;

  Reach and(Reach other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
