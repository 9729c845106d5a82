package io.taosbridge.source.record;

/** How rows of like tables become keys, or values. */
interface RowFormat {

  /** For the rows of one table, so that what they have in common is worked out once. */
  RowPart of(TaggedTable table);

  /** Whether there is a value for every row and making it cannot fail, so that it can wait. */
  default boolean isSure() {
    return false;
  }
}
