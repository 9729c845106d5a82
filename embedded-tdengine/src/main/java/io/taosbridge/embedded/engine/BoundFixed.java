package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnBuilder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bound values of a fixed width, which stay in the payload that they came in. */
public final class BoundFixed extends BoundColumn {

  private static final byte[] NO_NULLS = new byte[1024];

  private final byte[] payload;
  private final int nulls;
  private final int values;

  /**
   * @param nulls where in the payload a byte for each row tells whether it is NULL
   * @param values where the values are, with room for NULL too
   */
  public BoundFixed(DataType type, int rows, byte[] payload, int nulls, int values) {
    super(type, rows);
    this.payload = payload;
    this.nulls = nulls;
    this.values = values;
  }

  @Override
  public boolean hasNulls() {
    return endOfValues(0) < rows();
  }

  /** The first row from this one on that is NULL. */
  private int endOfValues(int row) {
    for (int at = row; at < rows(); at += NO_NULLS.length) {
      int count = Math.min(NO_NULLS.length, rows() - at);
      int found = Arrays.mismatch(payload, nulls + at, nulls + at + count, NO_NULLS, 0, count);
      if (found >= 0) {
        return at + found;
      }
    }
    return rows();
  }

  private boolean isNull(int row) {
    return payload[nulls + row] != 0;
  }

  private int at(int row) {
    return values + row * type().width();
  }

  @Override
  public Object value(int row) {
    if (isNull(row)) {
      return null;
    }
    ByteBuffer value = ByteBuffer.wrap(payload, at(row), type().width());
    value.order(ByteOrder.LITTLE_ENDIAN);
    return switch (type()) {
      case BOOL -> value.get() != 0;
      case TINYINT -> value.get();
      case SMALLINT -> value.getShort();
      case INT -> value.getInt();
      case BIGINT, TIMESTAMP -> value.getLong();
      case FLOAT -> value.getFloat();
      case DOUBLE -> value.getDouble();
      case UTINYINT -> (short) Byte.toUnsignedInt(value.get());
      case USMALLINT -> Short.toUnsignedInt(value.getShort());
      case UINT -> Integer.toUnsignedLong(value.getInt());
      case UBIGINT -> new BigInteger(Long.toUnsignedString(value.getLong()));
      default -> throw new IllegalStateException(type() + " has no fixed width");
    };
  }

  @Override
  void storeAs(ColumnType stored, ColumnBuilder to) {
    int row = 0;
    while (row < rows()) {
      if (isNull(row)) {
        to.appendNull();
        row++;
      } else {
        int end = endOfValues(row);
        to.appendFixed(payload, at(row), end - row);
        row = end;
      }
    }
  }
}
