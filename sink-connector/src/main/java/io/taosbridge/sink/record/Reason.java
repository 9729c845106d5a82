package io.taosbridge.sink.record;

/** What kind of fault keeps a record from being written. */
public enum Reason {
  /** Text or bytes longer than their column. */
  TOO_LONG,
  /** A timestamp that the precision or the time that the database keeps rows for does not allow. */
  OUT_OF_RANGE,
  /** No primary timestamp. */
  NO_TIMESTAMP,
  /** No value, where one is needed. */
  NO_VALUE,
  /** A field without a column, which is not to be added. */
  UNKNOWN_FIELD,
  /** Text that is not of its protocol, or contradicts its supertable. */
  BAD_TEXT,
  /** The server refuses the row for another reason. */
  REFUSED,
  /** Any other value or shape that no row can be made of. */
  UNFIT
}
