package io.taosbridge.block;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A column whose values have their own lengths: an offset per row, then the values. Rows may share
 * an offset, so values are always read through it.
 */
final class VariableColumn implements Column {

  private static final int NULL = -1;

  private final byte[] bytes;
  private final ColumnType type;
  private final DataType dataType;
  private final int offsets;
  private final int data;
  private final int dataLength;
  private final int rows;
  private final int prefix;

  VariableColumn(byte[] bytes, ColumnType type, int position, int rows, int dataLength) {
    this.bytes = bytes;
    this.type = type;
    this.dataType = type.type();
    this.offsets = position;
    this.data = position + 4 * rows;
    this.dataLength = dataLength;
    this.rows = rows;
    this.prefix = type.type().lengthPrefix();
  }

  @Override
  public ColumnType type() {
    return type;
  }

  @Override
  public boolean isNull(int row) {
    return offset(row) == NULL;
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
    if (dataType != DataType.VARCHAR && dataType != DataType.NCHAR && dataType != DataType.JSON) {
      throw new ClassCastException(dataType + " is not text");
    }
    int start = start(row);
    if (start == NULL) {
      return null;
    }
    int length = length(row, start);
    if (dataType == DataType.NCHAR) {
      return CodePoints.decode(bytes, start + prefix, length);
    }
    return new String(bytes, start + prefix, length, StandardCharsets.UTF_8);
  }

  @Override
  public byte[] getBytes(int row) {
    if (dataType == DataType.NCHAR) {
      String text = getString(row);
      return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
    int start = start(row);
    if (start == NULL) {
      return null;
    }
    int from = start + prefix;
    return Arrays.copyOfRange(bytes, from, from + length(row, start));
  }

  @Override
  public ByteBuffer getSlice(int row) {
    int start = start(row);
    return start == NULL
        ? null
        : ByteBuffer.wrap(bytes, start + prefix, length(row, start))
            .slice()
            .order(ByteOrder.LITTLE_ENDIAN);
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
    return Bytes.getInt(bytes, offsets + 4 * row);
  }

  /** Where a value begins, with its length; {@link #NULL} for NULL. */
  private int start(int row) {
    int offset = offset(row);
    if (offset == NULL) {
      return NULL;
    }
    if (offset < 0 || offset > dataLength - prefix) {
      throw new MalformedBlockException(
          "row " + row + " lies at " + offset + " in " + dataLength + " bytes");
    }
    return data + offset;
  }

  /** The length of a value that begins here. */
  private int length(int row, int start) {
    int length =
        prefix == 2
            ? Short.toUnsignedInt(Bytes.getShort(bytes, start))
            : Bytes.getInt(bytes, start);
    if (length < 0 || length > data + dataLength - start - prefix) {
      throw new MalformedBlockException(
          "row " + row + " has " + length + " bytes at " + (start - data) + " in " + dataLength);
    }
    return length;
  }

  /**
   * Appends the rows' values and where they lie. Those that lie behind each other, as servers write
   * them, are copied in one go, from the first to the last.
   */
  void copyTo(LittleEndianBuffer targetOffsets, LittleEndianBuffer target, int begin, int end) {
    int row = begin;
    while (row < end) {
      int at = target.size();
      int first = NULL;
      int last = NULL;
      while (row < end) {
        int start = start(row);
        if (start != NULL) {
          if (start <= last) {
            break;
          }
          first = first == NULL ? start : first;
          last = start;
        }
        targetOffsets.putInt(start == NULL ? NULL : at + start - first);
        row++;
      }
      if (last != NULL) {
        target.putBytes(bytes, first, last + prefix + length(row - 1, last) - first);
      }
    }
  }

  private ClassCastException notANumber() {
    return new ClassCastException(dataType + " is not a number");
  }
}
