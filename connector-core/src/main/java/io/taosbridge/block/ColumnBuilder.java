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
}
