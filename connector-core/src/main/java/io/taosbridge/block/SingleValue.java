package io.taosbridge.block;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A value that is the same in all rows, as tags are.
 *
 * @param value as {@link Column#getObject} has it, or null
 */
public record SingleValue(ColumnType type, Object value) implements Column {

  @Override
  public boolean isNull(int row) {
    return value == null;
  }

  @Override
  public boolean getBoolean(int row) {
    return (Boolean) value;
  }

  @Override
  public long getLong(int row) {
    return ((Number) value).longValue();
  }

  @Override
  public double getDouble(int row) {
    return ((Number) value).doubleValue();
  }

  @Override
  public BigDecimal getDecimal(int row) {
    return (BigDecimal) value;
  }

  @Override
  public String getString(int row) {
    return (String) value;
  }

  @Override
  public byte[] getBytes(int row) {
    return value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) value;
  }

  @Override
  public ByteBuffer getSlice(int row) {
    if (type.type() == DataType.NCHAR && value != null) {
      return CodePoints.encode((String) value);
    }
    byte[] bytes = getBytes(row);
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  @Override
  public Object getObject(int row) {
    return value;
  }
}
