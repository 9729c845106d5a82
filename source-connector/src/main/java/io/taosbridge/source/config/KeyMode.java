package io.taosbridge.source.config;

/** What the keys of records are. */
public enum KeyMode {
  /** The name of the child or normal table. */
  TABLE,
  /** A Struct of the tags. */
  TAGS,
  /** A Struct of the table's name and the primary timestamp. */
  TABLE_TIMESTAMP,
  /** A Struct of chosen columns and tags. */
  COLUMNS,
  /** Records have no key. */
  NONE
}
