package io.taosbridge.client;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.FloatRange;
import io.taosbridge.block.IntegerRange;
import io.taosbridge.block.Precision;
import io.taosbridge.block.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The values of one column or tag to be bound, kept in the form in which STMT2 sends them: null
 * flags, lengths, and bytes one behind the other (stmt2.md, section 4).
 *
 * <p>A value of another kind than the type throws {@link ClassCastException}, one that does not fit
 * the type {@link IllegalArgumentException}; the buffer is then unchanged. Whether text or bytes
 * are too long is left to the server: the column may be wider by now.
 */
public final class ValueBuffer implements ValueAppender {

  private static final int MAX_DIGITS = 100;

  private static final Map<Class<?>, DataType> QUERY_TYPES =
      Map.ofEntries(
          Map.entry(Boolean.class, DataType.BOOL),
          Map.entry(Byte.class, DataType.TINYINT),
          Map.entry(Short.class, DataType.SMALLINT),
          Map.entry(Integer.class, DataType.INT),
          Map.entry(Long.class, DataType.BIGINT),
          Map.entry(BigInteger.class, DataType.UBIGINT),
          Map.entry(Float.class, DataType.FLOAT),
          Map.entry(Double.class, DataType.DOUBLE),
          Map.entry(String.class, DataType.VARCHAR),
          Map.entry(byte[].class, DataType.VARBINARY));

  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  /** Length, type and number of values, which stand in front of the null flags. */
  private static final int HEADER = 3 * Integer.BYTES;

  /** Besides the header: whether there are lengths, and how many bytes the values take. */
  private static final int MARKS = HEADER + 1 + Integer.BYTES;

  private static final byte[] NOTHING = new byte[MARKS];
  private static final int LEAST_CAPACITY = 8;
  private static final int USUAL_LENGTH = 12;

  private final ColumnType type;
  private final Precision precision;
  private final IntegerRange range;
  private final boolean hasLengths;

  /** Bytes of each value; 0 if each has a length of its own. */
  private final int width;

  /** How many values there is room for at first. */
  private final int leastCapacity;

  /**
   * Null flags, lengths and values of so many values as there is room for, in one array: there are
   * many buffers with few values where there are many tables. They stand where STMT2 has them, so
   * that a full array is copied at once: with ten rows a table, ×1.3 the rate up to the frame. What
   * was never written is zero.
   */
  private byte[] bytes = NOTHING;

  private int capacity;
  private int size;
  private int valueBytes;

  /** A value, and where its bytes start: values are asked for in their order. */
  private int seen;

  private int seenOffset;

  /**
   * @param precision of a TIMESTAMP; null for every other type
   */
  ValueBuffer(ColumnType type, Precision precision) {
    this.type = type;
    this.precision = precision;
    this.range = IntegerRange.of(type.type()).orElse(null);
    this.hasLengths = type.type().isVariable() || type.type().isDecimal();
    this.width = hasLengths ? 0 : type.type().width();
    this.leastCapacity = LEAST_CAPACITY;
  }

  private ValueBuffer(ValueBuffer alike, int leastCapacity) {
    type = alike.type;
    precision = alike.precision;
    range = alike.range;
    hasLengths = alike.hasLengths;
    width = alike.width;
    this.leastCapacity = leastCapacity;
  }

  /** An empty buffer for values of the same type. */
  ValueBuffer another() {
    return new ValueBuffer(this, LEAST_CAPACITY);
  }

  /** An empty buffer for one value of the same type. */
  ValueBuffer anotherForOne() {
    return new ValueBuffer(this, 1);
  }

  private static VarHandle view(Class<?> arrayClass) {
    return MethodHandles.byteArrayViewVarHandle(arrayClass, ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * A buffer that holds the value of one {@code ?} of a query, whose place has no type of its own.
   * Decimals and times go as text.
   *
   * @param value Boolean, Byte, Short, Integer, Long, BigInteger (unsigned), Float, Double,
   *     BigDecimal, String, byte[], Instant, OffsetDateTime, ZonedDateTime or null
   */
  public static ValueBuffer ofQueryValue(Object value) {
    Object plain = value;
    if (value instanceof BigDecimal decimal) {
      plain = plainText(decimal);
    } else if (TimeValues.instant(value).isPresent()) {
      plain = TimeValues.instant(value).get().toString();
    }
    DataType type = plain == null ? DataType.VARCHAR : QUERY_TYPES.get(plain.getClass());
    if (type == null) {
      throw new ClassCastException("a query takes no value of " + plain.getClass().getName());
    }
    ValueBuffer buffer = new ValueBuffer(ColumnType.of(type), null);
    buffer.append(plain);
    return buffer;
  }

  public ColumnType type() {
    return type;
  }

  /** Makes room for more values. */
  void reserve(int count) {
    int needed = Math.addExact(size, count);
    if (needed > capacity) {
      resize(needed, 0);
    }
  }

  /**
   * @param more bytes of values to make room for, at least, if each has a length of its own
   */
  private void resize(int newCapacity, int more) {
    int newValuesAt = valuesAt(newCapacity);
    int room =
        hasLengths
            ? Math.max(Math.addExact(valueBytes, more), USUAL_LENGTH * newCapacity)
            : width * newCapacity;
    byte[] moved = new byte[Math.addExact(newValuesAt, room)];
    if (size > 0) {
      System.arraycopy(bytes, HEADER, moved, HEADER, size);
      if (hasLengths) {
        System.arraycopy(
            bytes, lengthsAt(capacity), moved, lengthsAt(newCapacity), Integer.BYTES * size);
      }
      System.arraycopy(bytes, valuesAt(capacity), moved, newValuesAt, valueBytes);
    }
    bytes = moved;
    capacity = newCapacity;
  }

  private void grow(int more) {
    resize(Math.max(leastCapacity, Math.addExact(capacity, capacity)), more);
  }

  private int valuesAt(int ofCapacity) {
    return Math.addExact(MARKS, Math.multiplyExact(hasLengths ? 1 + Integer.BYTES : 1, ofCapacity));
  }

  private static int lengthsAt(int ofCapacity) {
    return HEADER + ofCapacity + 1;
  }

  /** How many values were appended. */
  public int size() {
    return size;
  }

  /** Where the next value of fixed width is to be put. */
  private int next() {
    if (size == capacity) {
      grow(0);
    }
    int at = MARKS + capacity + valueBytes;
    size++;
    valueBytes += width;
    return at;
  }

  @Override
  public void appendNull() {
    if (size == capacity) {
      grow(0);
    }
    bytes[HEADER + size++] = 1;
    valueBytes += width;
  }

  @Override
  public void appendLong(long value) {
    if (range == null) {
      throw mismatch("an integer");
    }
    range.check(value);
    int at = next();
    switch (width) {
      case 1 -> bytes[at] = (byte) value;
      case 2 -> SHORT.set(bytes, at, (short) value);
      case 4 -> INT.set(bytes, at, (int) value);
      default -> LONG.set(bytes, at, value);
    }
  }

  @Override
  public void appendDouble(double value) {
    switch (type.type()) {
      case FLOAT -> {
        int bits = Float.floatToRawIntBits(FloatRange.narrow(value));
        int at = next();
        INT.set(bytes, at, bits);
      }
      case DOUBLE -> {
        int at = next();
        LONG.set(bytes, at, Double.doubleToRawLongBits(value));
      }
      default -> throw mismatch("a floating point number");
    }
  }

  @Override
  public void appendDecimal(BigDecimal value) {
    if (!type.type().isDecimal()) {
      throw mismatch("a decimal");
    }
    // STMT2's fields come without the precision and scale of a DECIMAL: the server checks then.
    String text = plainText(type.precision() > 0 ? type.fit(value) : value);
    byte[] digits = text.getBytes(StandardCharsets.US_ASCII);
    putVariable(digits, 0, digits.length);
  }

  /** Not of 1E+999999999, which no DECIMAL holds and which would fill the memory. */
  private static String plainText(BigDecimal value) {
    if (value.precision() > MAX_DIGITS || Math.abs((long) value.scale()) > MAX_DIGITS) {
      throw new IllegalArgumentException(value + " has more digits than any DECIMAL");
    }
    return value.toPlainString();
  }

  @Override
  public void appendString(String value) {
    switch (type.type()) {
      case VARCHAR, NCHAR, JSON -> {
        int at = room(Math.multiplyExact(Utf8.MAX_BYTES_PER_CHAR, value.length()));
        put(Utf8.encode(value, bytes, at) - at);
      }
      default -> throw mismatch("text");
    }
  }

  @Override
  public void appendBytes(byte[] value) {
    appendBytes(value, 0, value.length);
  }

  /** VARCHAR, NCHAR, JSON (UTF-8), VARBINARY, GEOMETRY (WKB), BLOB: some of the bytes given. */
  public void appendBytes(byte[] source, int from, int length) {
    if (!type.type().isVariable()) {
      throw mismatch("bytes");
    }
    putVariable(source, from, length);
  }

  /**
   * Any value as {@link io.taosbridge.block.Column#getObject(int)} returns it, null included; for a
   * TIMESTAMP also an Instant, OffsetDateTime or ZonedDateTime, cut off to its precision.
   */
  public void append(Object given) {
    Object value = TimeValues.plain(given, precision);
    if (value == null) {
      appendNull();
    } else if (value instanceof String text) {
      appendString(text);
    } else if (value instanceof byte[] bytes) {
      appendBytes(bytes);
    } else if (value instanceof Boolean bool) {
      appendLong(bool ? 1 : 0);
    } else if (value instanceof BigDecimal decimal) {
      appendDecimal(decimal);
    } else if (value instanceof BigInteger integer) {
      appendUnsigned(integer);
    } else if (value instanceof Double || value instanceof Float) {
      appendDouble(((Number) value).doubleValue());
    } else if (value instanceof Number number) {
      appendLong(number.longValue());
    } else {
      throw mismatch("a " + value.getClass().getName());
    }
  }

  private void appendUnsigned(BigInteger value) {
    if (type.type() != DataType.UBIGINT || value.signum() < 0 || value.bitLength() > Long.SIZE) {
      throw new IllegalArgumentException(value + " does not fit " + type);
    }
    appendLong(value.longValue());
  }

  private void putVariable(byte[] source, int from, int length) {
    int at = room(length);
    System.arraycopy(source, from, bytes, at, length);
    put(length);
  }

  /** Makes room for another value of up to so many bytes, and tells where it is to be written. */
  private int room(int length) {
    if (size == capacity) {
      grow(length);
    }
    int at = valuesAt(capacity) + valueBytes;
    int needed = Math.addExact(at, length);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
    }
    return at;
  }

  /** A value of so many bytes was written where there was room for it. */
  private void put(int length) {
    INT.set(bytes, lengthsAt(capacity) + Integer.BYTES * size, length);
    size++;
    valueBytes += length;
  }

  private ClassCastException mismatch(String given) {
    return new ClassCastException(type + " does not take " + given);
  }

  /** Whether each of some BIGINTs or TIMESTAMPs is greater than the one before it. */
  public boolean isAscending(int from, int to) {
    int values = valuesAt(capacity);
    for (int i = from + 1; i < to; i++) {
      int at = values + width * i;
      if ((long) LONG.get(bytes, at - width) >= (long) LONG.get(bytes, at)) {
        return false;
      }
    }
    return true;
  }

  /** The bytes that {@link #encode} writes for some of the values. */
  public int encodedLength(int from, int to) {
    return marks(to - from) + bytesNeeded(from, to);
  }

  /** The bytes that {@link #encode} writes for all values, in so many parts. */
  long encodedLength(int parts) {
    return (long) (parts - 1) * MARKS + encodedLength(0, size);
  }

  /** Writes some of the values as STMT2's column structure (stmt2.md, section 4). */
  public void encode(ByteBuffer target, int from, int to) {
    int needed = bytesNeeded(from, to);
    if (from == 0 && to == capacity) {
      encodeAll(target, needed);
      return;
    }
    int count = to - from;
    target.putInt(marks(count) + needed).putInt(type.type().code()).putInt(count);
    writeNulls(target, from, to);
    target.put((byte) (hasLengths ? 1 : 0));
    if (hasLengths) {
      writeLengths(target, from, to);
    }
    target.putInt(needed);
    target.put(bytes, valuesAt(capacity) + offset(from), needed);
  }

  /** Bytes of all but the values, of which there are so many. */
  private int marks(int count) {
    return MARKS + (hasLengths ? 1 + Integer.BYTES : 1) * count;
  }

  /** Bytes of some of the values; nulls alone need no room. */
  private int bytesNeeded(int from, int to) {
    return !hasLengths && isAllNull(from, to) ? 0 : valueBytes(from, to);
  }

  private boolean isAllNull(int from, int to) {
    int at = from;
    while (at < to && bytes[HEADER + at] == 1) {
      at++;
    }
    return at == to;
  }

  /** Writes the values of a full array, which are so many bytes. */
  private void encodeAll(ByteBuffer target, int length) {
    int begin = target.position();
    int total = valuesAt(size) + length;
    target.put(bytes, 0, total);
    target.putInt(begin, total);
    target.putInt(begin + Integer.BYTES, type.type().code());
    target.putInt(begin + 2 * Integer.BYTES, size);
    target.put(begin + HEADER + size, (byte) (hasLengths ? 1 : 0));
    target.putInt(begin + valuesAt(size) - Integer.BYTES, length);
  }

  /** Whether each value has a length of its own, rather than the width of its type. */
  public boolean hasLengths() {
    return hasLengths;
  }

  /** How many bytes a value has if each has a length of its own; 0 for null. */
  public int length(int index) {
    return (int) INT.get(bytes, lengthsAt(capacity) + Integer.BYTES * index);
  }

  /** The bytes that {@link #writeValues} writes for some of the values. */
  public int valueBytes(int from, int to) {
    int start = offset(from);
    return offset(to) - start;
  }

  /** Writes a byte for each of some values: 1 for null, 0 for any other. */
  public void writeNulls(ByteBuffer target, int from, int to) {
    target.put(bytes, HEADER + from, to - from);
  }

  /** Writes how many bytes each of some values has, in 4 bytes; 0 for null. */
  public void writeLengths(ByteBuffer target, int from, int to) {
    target.put(bytes, lengthsAt(capacity) + Integer.BYTES * from, Integer.BYTES * (to - from));
  }

  /** Writes some of the values one behind the other; a null of fixed width is zeros. */
  public void writeValues(ByteBuffer target, int from, int to) {
    int start = offset(from);
    target.put(bytes, valuesAt(capacity) + start, offset(to) - start);
  }

  /** Where the bytes of a value start; for the size, where the last value ends. */
  private int offset(int index) {
    if (!hasLengths) {
      return index * width;
    }
    if (index == size) {
      return valueBytes;
    }
    if (index < seen) {
      seen = 0;
      seenOffset = 0;
    }
    int lengths = lengthsAt(capacity);
    int offset = seenOffset;
    for (int i = seen; i < index; i++) {
      offset += (int) INT.get(bytes, lengths + Integer.BYTES * i);
    }
    seen = index;
    seenOffset = offset;
    return offset;
  }
}
