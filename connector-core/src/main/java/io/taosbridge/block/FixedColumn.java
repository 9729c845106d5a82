package io.taosbridge.block;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A column whose values all have the same width: a null bitmap, then the values. */
final class FixedColumn implements Column {

  private final byte[] bytes;
  private final ColumnType type;
  private final DataType dataType;
  private final int bitmap;
  private final int values;
  private final int rows;

  FixedColumn(byte[] bytes, ColumnType type, int position, int rows) {
    this.bytes = bytes;
    this.type = type;
    this.dataType = type.type();
    this.bitmap = position;
    this.values = position + ((rows + 7) >>> 3); // unsigned: rows may come near 2^31
    this.rows = rows;
  }

  @Override
  public ColumnType type() {
    return type;
  }

  @Override
  public boolean isNull(int row) {
    Objects.checkIndex(row, rows);
    return dataType == DataType.NULL || (bytes[bitmap + (row >> 3)] & (0x80 >> (row & 7))) != 0;
  }

  @Override
  public boolean getBoolean(int row) {
    return getLong(row) != 0;
  }

  @Override
  public long getLong(int row) {
    Objects.checkIndex(row, rows);
    return switch (dataType) {
      case BOOL -> bytes[values + row] == 0 ? 0 : 1;
      case TINYINT -> bytes[values + row];
      case UTINYINT -> Byte.toUnsignedLong(bytes[values + row]);
      case SMALLINT -> Bytes.getShort(bytes, values + row * 2);
      case USMALLINT -> Short.toUnsignedLong(Bytes.getShort(bytes, values + row * 2));
      case INT -> Bytes.getInt(bytes, values + row * 4);
      case UINT -> Integer.toUnsignedLong(Bytes.getInt(bytes, values + row * 4));
      case BIGINT, UBIGINT, TIMESTAMP -> Bytes.getLong(bytes, values + row * 8);
      default -> throw new ClassCastException(dataType + " is not an integer");
    };
  }

  @Override
  public double getDouble(int row) {
    Objects.checkIndex(row, rows);
    return switch (dataType) {
      case FLOAT -> Bytes.getFloat(bytes, values + row * 4);
      case DOUBLE -> Bytes.getDouble(bytes, values + row * 8);
      default -> throw new ClassCastException(dataType + " is not a floating point number");
    };
  }

  @Override
  public BigDecimal getDecimal(int row) {
    if (isNull(row)) {
      return null;
    }
    return switch (dataType) {
      case DECIMAL64 -> BigDecimal.valueOf(Bytes.getLong(bytes, values + row * 8), type.scale());
      case DECIMAL128 -> {
        BigInteger high =
            BigInteger.valueOf(Bytes.getLong(bytes, values + row * 16 + 8)).shiftLeft(64);
        yield new BigDecimal(
            high.add(unsigned(Bytes.getLong(bytes, values + row * 16))), type.scale());
      }
      default -> throw new ClassCastException(dataType + " is not a decimal");
    };
  }

  @Override
  public String getString(int row) {
    throw new ClassCastException(dataType + " is not text");
  }

  @Override
  public byte[] getBytes(int row) {
    throw noBytes();
  }

  @Override
  public ByteBuffer getSlice(int row) {
    throw noBytes();
  }

  private ClassCastException noBytes() {
    return new ClassCastException(dataType + " has no bytes of its own");
  }

  @Override
  public Object getObject(int row) {
    if (isNull(row)) {
      return null;
    }
    return switch (dataType) {
      case BOOL -> getBoolean(row);
      case TINYINT -> (byte) getLong(row);
      case SMALLINT, UTINYINT -> (short) getLong(row);
      case INT, USMALLINT -> (int) getLong(row);
      case BIGINT, UINT, TIMESTAMP -> getLong(row);
      case UBIGINT -> unsigned(getLong(row));
      case FLOAT -> (float) getDouble(row);
      case DOUBLE -> getDouble(row);
      case DECIMAL64, DECIMAL128 -> getDecimal(row);
      default -> throw new IllegalStateException(dataType + " has no fixed width");
    };
  }

  /** Whether some value from row {@code begin} to {@code end} may be NULL. */
  boolean mayHaveNulls(int begin, int end) {
    for (int at = begin >> 3; at <= (end - 1) >> 3; at++) {
      if (bytes[bitmap + at] != 0) {
        return true;
      }
    }
    return false;
  }

  void copyTo(LittleEndianBuffer target, int begin, int end) {
    Objects.checkFromToIndex(begin, end, rows);
    int width = dataType.width();
    target.putBytes(bytes, values + begin * width, (end - begin) * width);
  }

  private static BigInteger unsigned(long bits) {
    BigInteger value = BigInteger.valueOf(bits);
    return bits < 0 ? value.add(BigInteger.ONE.shiftLeft(64)) : value;
  }
}
