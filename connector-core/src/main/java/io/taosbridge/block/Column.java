package io.taosbridge.block;

import java.math.BigDecimal;
import java.nio.ByteBuffer;

/**
 * One column of a block. A getter that does not fit the column's type throws {@link
 * ClassCastException}; primitive getters do not look at NULL: ask {@link #isNull(int)} first.
 */
public interface Column {

  /** The type as the block tells it; decimals with precision and scale. */
  ColumnType type();

  boolean isNull(int row);

  /** BOOL. */
  boolean getBoolean(int row);

  /**
   * BOOL (0, 1), every integer (BIGINT UNSIGNED as its 64 bits), TIMESTAMP as its count of units.
   */
  long getLong(int row);

  /** FLOAT and DOUBLE. */
  double getDouble(int row);

  /** DECIMAL, with the column's scale; null for NULL. */
  BigDecimal getDecimal(int row);

  /** VARCHAR, NCHAR, JSON; null for NULL. Bytes that are not UTF-8 become U+FFFD. */
  String getString(int row);

  /**
   * The bytes of VARCHAR, JSON, VARBINARY, GEOMETRY (WKB) and BLOB; of NCHAR in UTF-8; null for
   * NULL.
   */
  byte[] getBytes(int row);

  /**
   * The bytes of the same types where they lie, nothing copied; of NCHAR its code points, four
   * bytes each, little-endian; null for NULL. Not to be written to.
   */
  ByteBuffer getSlice(int row);

  /**
   * The value as Java has it, null for NULL: Boolean; Byte, Short, Integer, Long; unsigned as
   * Short, Integer, Long, BigInteger; Float, Double, BigDecimal; String for VARCHAR, NCHAR, JSON;
   * byte[] for VARBINARY, GEOMETRY, BLOB; Long (count of units) for TIMESTAMP.
   */
  Object getObject(int row);
}
