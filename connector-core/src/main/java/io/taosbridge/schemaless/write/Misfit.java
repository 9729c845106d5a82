package io.taosbridge.schemaless.write;

/** What to do with what a protocol has no words for. */
public enum Misfit {
  /** Refuse the row. */
  FAIL,
  /**
   * Write it in another type that holds the same value, if there is one: TIMESTAMP as BIGINT,
   * DECIMAL as text, BLOB as VARBINARY, and so on. Who reads must know the type it was.
   */
  CONVERT,
  /** Leave the field out, or the row if nothing else remains of it. */
  OMIT
}
