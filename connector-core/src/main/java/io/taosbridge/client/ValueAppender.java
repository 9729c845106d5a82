package io.taosbridge.client;

import java.math.BigDecimal;

/**
 * Takes the values of one column or tag, one after another, each as the type of the column has it.
 *
 * <p>A value of another kind than the type throws {@link ClassCastException}, one that does not fit
 * the type {@link IllegalArgumentException}; nothing was appended then.
 */
public interface ValueAppender {

  void appendNull();

  /** BOOL, integers (BIGINT UNSIGNED as its 64 bits), TIMESTAMP in the database's precision. */
  void appendLong(long value);

  /** FLOAT, DOUBLE. */
  void appendDouble(double value);

  /** DECIMAL. More digits after the point than the type has are refused unless they are zeros. */
  void appendDecimal(BigDecimal value);

  /** VARCHAR, NCHAR, JSON. */
  void appendString(String value);

  /** VARCHAR, NCHAR, JSON (UTF-8), VARBINARY, GEOMETRY (WKB), BLOB. */
  void appendBytes(byte[] value);
}
