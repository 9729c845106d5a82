package io.taosbridge.block;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Builds a column of values that have their own lengths. */
final class VariableColumnBuilder implements BuiltColumn {

  private static final int BLOB_STORED_BYTES = 5;
  private static final int JSON_STORED_BYTES = 16384;
  private static final int TYPICAL_BYTES = 16;
  private static final int NULL = -1;

  private final ColumnType type;
  private final LittleEndianBuffer offsets;
  private final LittleEndianBuffer data;

  VariableColumnBuilder(ColumnType type, int rows) {
    this.type = type;
    this.offsets = new LittleEndianBuffer(rows * Integer.BYTES);
    this.data = new LittleEndianBuffer(rows * TYPICAL_BYTES);
  }

  @Override
  public ColumnType type() {
    return type;
  }

  @Override
  public int size() {
    return offsets.size() / 4;
  }

  @Override
  public void appendNull() {
    offsets.putInt(NULL);
  }

  @Override
  public void appendLong(long value) {
    throw notANumber();
  }

  @Override
  public void appendDouble(double value) {
    throw notANumber();
  }

  @Override
  public void appendDecimal(BigDecimal value) {
    throw notANumber();
  }

  @Override
  public void appendString(String value) {
    switch (type.type()) {
      case NCHAR -> {
        start(CodePoints.encodedLength(value));
        CodePoints.encode(value, data);
      }
      case VARCHAR, JSON -> appendBytes(value.getBytes(StandardCharsets.UTF_8));
      default -> throw new ClassCastException(type + " is not text");
    }
  }

  @Override
  public void appendBytes(byte[] value) {
    if (type.type() == DataType.NCHAR) {
      throw new ClassCastException("NCHAR takes text, not bytes");
    }
    start(value.length);
    data.putBytes(value);
  }

  @Override
  public void append(Object value) {
    if (value == null) {
      appendNull();
    } else if (value instanceof String text) {
      appendString(text);
    } else if (value instanceof byte[] bytes) {
      appendBytes(bytes);
    } else {
      throw new ClassCastException(value.getClass().getName() + " is no value of " + type);
    }
  }

  @Override
  public void appendAll(Column column, int begin, int end) {
    if (!(column instanceof VariableColumn variable) || column.type().type() != type.type()) {
      throw new ClassCastException(type + " does not take values of " + column.type());
    }
    variable.copyTo(offsets, data, begin, end);
  }

  @Override
  public void repeat(int times) {
    int last = offsets.getInt(offsets.size() - Integer.BYTES);
    boolean isNull = last == NULL;
    int length = isNull ? 0 : data.size() - last;
    for (int i = 0; i < times; i++) {
      offsets.putInt(isNull ? NULL : data.size() + i * length);
    }
    data.repeat(length, times);
  }

  @Override
  public void appendFixed(byte[] values, int from, int count) {
    throw new ClassCastException(type + " has no fixed width");
  }

  @Override
  public boolean appendUtf8(byte[] text, int from, int length) {
    if (type.type() != DataType.NCHAR) {
      start(length);
      data.putBytes(text, from, length);
      return true;
    }
    int at = data.size();
    data.putShort(0);
    if (!CodePoints.transcode(text, from, length, data)) {
      data.truncate(at);
      return false;
    }
    data.setShort(at, data.size() - at - Short.BYTES);
    offsets.putInt(at);
    return true;
  }

  private void start(int length) {
    boolean shortPrefix = type.type().lengthPrefix() == 2;
    if (shortPrefix && length > 0xffff) {
      throw new IllegalArgumentException(
          "a value of " + length + " bytes does not fit " + type + ", at most 65535");
    }
    offsets.putInt(data.size());
    if (shortPrefix) {
      data.putShort(length);
    } else {
      data.putInt(length);
    }
  }

  private ClassCastException notANumber() {
    return new ClassCastException(type + " is not a number");
  }

  @Override
  public int storedBytes() {
    return switch (type.type()) {
      case NCHAR -> 4 * type.length() + 2;
      case BLOB, MEDIUMBLOB -> BLOB_STORED_BYTES;
      case JSON -> JSON_STORED_BYTES;
      default -> type.length() + 2;
    };
  }

  @Override
  public int prefixLength() {
    return offsets.size();
  }

  @Override
  public int dataLength() {
    return data.size();
  }

  @Override
  public void writeTo(LittleEndianBuffer block) {
    offsets.writeTo(block);
    data.writeTo(block);
  }

  @Override
  public void clear() {
    offsets.truncate(0);
    data.truncate(0);
  }
}
