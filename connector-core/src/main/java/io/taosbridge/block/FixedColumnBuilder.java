package io.taosbridge.block;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Builds a column of values of one width. */
final class FixedColumnBuilder implements BuiltColumn {

  private final ColumnType type;
  private final IntegerRange range;
  private final LittleEndianBuffer bitmap;
  private final LittleEndianBuffer values;
  private int size;

  FixedColumnBuilder(ColumnType type, int rows) {
    this.type = type;
    this.bitmap = new LittleEndianBuffer(rows / 8 + 1);
    this.values = new LittleEndianBuffer(rows * type.type().width());
    this.range = IntegerRange.of(type.type()).orElse(null);
  }

  @Override
  public ColumnType type() {
    return type;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void appendNull() {
    next();
    markNull(size - 1);
    values.putZeros(type.type() == DataType.NULL ? 0 : type.type().width());
  }

  @Override
  public void appendLong(long value) {
    if (range == null) {
      throw new ClassCastException(type + " is not an integer");
    }
    range.check(value);
    next();
    switch (type.type().width()) {
      case 1 -> values.putByte((int) value);
      case 2 -> values.putShort((int) value);
      case 4 -> values.putInt((int) value);
      default -> values.putLong(value);
    }
  }

  @Override
  public void appendDouble(double value) {
    switch (type.type()) {
      case FLOAT -> {
        int bits = Float.floatToRawIntBits(FloatRange.narrow(value));
        next();
        values.putInt(bits);
      }
      case DOUBLE -> {
        next();
        values.putLong(Double.doubleToRawLongBits(value));
      }
      default -> throw new ClassCastException(type + " is not a floating point number");
    }
  }

  @Override
  public void appendDecimal(BigDecimal value) {
    if (!type.type().isDecimal()) {
      throw new ClassCastException(type + " is not a decimal");
    }
    BigInteger unscaled = type.fit(value).unscaledValue();
    next();
    values.putLong(unscaled.longValue());
    if (type.type() == DataType.DECIMAL128) {
      values.putLong(unscaled.shiftRight(64).longValue());
    }
  }

  private IllegalArgumentException doesNotFit(Object value) {
    return new IllegalArgumentException(value + " does not fit " + type);
  }

  @Override
  public void appendString(String value) {
    throw new ClassCastException(type + " is not text");
  }

  @Override
  public void appendBytes(byte[] value) {
    throw new ClassCastException(type + " has no bytes of its own");
  }

  @Override
  public void append(Object value) {
    if (value == null) {
      appendNull();
    } else if (value instanceof BigDecimal decimal) {
      appendDecimal(decimal);
    } else if (value instanceof BigInteger integer) {
      appendInteger(integer);
    } else if (value instanceof Boolean bool) {
      appendLong(bool ? 1 : 0);
    } else if (value instanceof Double || value instanceof Float) {
      appendDouble(((Number) value).doubleValue());
    } else if (value instanceof Number number) {
      appendLong(number.longValue());
    } else {
      throw new ClassCastException(value.getClass().getName() + " is no value of " + type);
    }
  }

  @Override
  public void appendAll(Column column, int begin, int end) {
    if (!(column instanceof FixedColumn fixed) || !isSame(column.type())) {
      throw new ClassCastException(type + " does not take values of " + column.type());
    }
    int before = size;
    if (type.type() != DataType.NULL) {
      fixed.copyTo(values, begin, end);
    }
    next(end - begin);
    if (fixed.mayHaveNulls(begin, end)) {
      for (int row = begin; row < end; row++) {
        if (fixed.isNull(row)) {
          markNull(before + row - begin);
        }
      }
    }
  }

  private boolean isSame(ColumnType other) {
    return other.type() == type.type() && other.scale() == type.scale();
  }

  @Override
  public void repeat(int times) {
    if (bitmap.hasBit((size - 1) >> 3, 0x80 >> ((size - 1) & 7))) {
      for (int i = 0; i < times; i++) {
        appendNull();
      }
    } else {
      values.repeat(type.type().width(), times);
      next(times);
    }
  }

  @Override
  public void appendFixed(byte[] source, int from, int count) {
    if (type.type() == DataType.BOOL) {
      for (int i = 0; i < count; i++) {
        values.putByte(source[from + i] == 0 ? 0 : 1);
      }
    } else {
      values.putBytes(source, from, count * type.type().width());
    }
    next(count);
  }

  @Override
  public boolean appendUtf8(byte[] text, int from, int length) {
    throw new ClassCastException(type + " is not text");
  }

  private void appendInteger(BigInteger value) {
    boolean unsigned = type.type() == DataType.UBIGINT;
    if (unsigned ? value.signum() < 0 || value.bitLength() > 64 : value.bitLength() > 63) {
      throw doesNotFit(value);
    }
    appendLong(value.longValue());
  }

  private void next() {
    if (size % 8 == 0) {
      bitmap.putByte(0);
    }
    size++;
  }

  private void next(int count) {
    size = Math.addExact(size, count);
    bitmap.putZeros((size + 7) / 8 - bitmap.size());
  }

  private void markNull(int row) {
    bitmap.orByte(row >> 3, 0x80 >> (row & 7));
  }

  @Override
  public int storedBytes() {
    int width = type.type().width();
    return type.type().isDecimal() ? width << 24 | type.precision() << 8 | type.scale() : width;
  }

  @Override
  public int prefixLength() {
    return bitmap.size();
  }

  @Override
  public int dataLength() {
    return values.size();
  }

  @Override
  public void writeTo(LittleEndianBuffer block) {
    bitmap.writeTo(block);
    values.writeTo(block);
  }

  @Override
  public void clear() {
    bitmap.truncate(0);
    values.truncate(0);
    size = 0;
  }
}
