package io.taosbridge.block;

import java.math.BigDecimal;

/** Appends the values of one column of a block. A value that does not fit the type is refused. */
public interface ColumnBuilder {

  ColumnType type();

  int size();

  void appendNull();

  /** BOOL, integers (BIGINT UNSIGNED as its 64 bits), TIMESTAMP. */
  void appendLong(long value);

  /** FLOAT, DOUBLE. */
  void appendDouble(double value);

  void appendDecimal(BigDecimal value);

  /** VARCHAR, NCHAR, JSON. */
  void appendString(String value);

  /** VARCHAR, JSON, VARBINARY, GEOMETRY, BLOB. */
  void appendBytes(byte[] value);

  /** Any value that {@link Column#getObject(int)} returns, null included. */
  void append(Object value);

  /**
   * Appends values that a column of the same type has: a copy of their bytes.
   *
   * @param begin its first row
   * @param end the row behind the last
   */
  void appendAll(Column column, int begin, int end);

  /** Appends the last value once more, so many times. */
  void repeat(int times);

  /** Appends values of a fixed width as blocks have them, none of them NULL; any bits for BOOL. */
  void appendFixed(byte[] values, int from, int count);

  /**
   * Appends a text.
   *
   * @return false if it was not appended, since the column is NCHAR and the bytes are not UTF-8
   */
  boolean appendUtf8(byte[] text, int from, int length);
}
