package io.taosbridge.block;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A column whose values have their own lengths: an offset per row, then the values. Rows may share
 * an offset, so values are always read through it.
 */
final class VariableColumn implements Column {

  private final ByteBuffer bytes;
  private final ColumnType type;
  private final DataType dataType;
  private final int offsets;
  private final int data;
  private final int dataLength;
  private final int rows;

  VariableColumn(ByteBuffer bytes, ColumnType type, int position, int rows, int dataLength) {
    this.bytes = bytes;
    this.type = type;
    this.dataType = type.type();
    this.offsets = position;
    this.data = position + 4 * rows;
    this.dataLength = dataLength;
    this.rows = rows;
  }

  @Override
  public ColumnType type() {
    return type;
  }

  @Override
  public boolean isNull(int row) {
    return offset(row) == -1;
  }

  @Override
  public boolean getBoolean(int row) {
    throw notANumber();
  }

  @Override
  public long getLong(int row) {
    throw notANumber();
  }

  @Override
  public double getDouble(int row) {
    throw notANumber();
  }

  @Override
  public BigDecimal getDecimal(int row) {
    throw notANumber();
  }

  @Override
  public String getString(int row) {
    return switch (dataType) {
      case NCHAR -> {
        byte[] value = value(row);
        yield value == null ? null : CodePoints.decode(value);
      }
      case VARCHAR, JSON -> {
        byte[] value = value(row);
        yield value == null ? null : new String(value, StandardCharsets.UTF_8);
      }
      default -> throw new ClassCastException(dataType + " is not text");
    };
  }

  @Override
  public byte[] getBytes(int row) {
    if (dataType != DataType.NCHAR) {
      return value(row);
    }
    String text = getString(row);
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Object getObject(int row) {
    return switch (dataType) {
      case NCHAR, VARCHAR, JSON -> getString(row);
      default -> getBytes(row);
    };
  }

  private int offset(int row) {
    Objects.checkIndex(row, rows);
    return bytes.getInt(offsets + 4 * row);
  }

  private byte[] value(int row) {
    int offset = offset(row);
    if (offset == -1) {
      return null;
    }
    int prefix = dataType.lengthPrefix();
    Block.require(
        offset >= 0 && offset <= dataLength - prefix,
        "row %d lies at %d in %d bytes",
        row,
        offset,
        dataLength);
    int start = data + offset;
    int length = prefix == 2 ? Short.toUnsignedInt(bytes.getShort(start)) : bytes.getInt(start);
    Block.require(
        length >= 0 && length <= dataLength - offset - prefix,
        "row %d has %d bytes at %d in %d",
        row,
        length,
        offset,
        dataLength);
    byte[] value = new byte[length];
    bytes.get(start + prefix, value);
    return value;
  }

  private ClassCastException notANumber() {
    return new ClassCastException(dataType + " is not a number");
  }
}
