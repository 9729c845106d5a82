package io.taosbridge.sink.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Date;
import org.apache.kafka.connect.data.Timestamp;

/**
 * The values that some rows have in one field: numbers as such, without an object for each, where
 * the rows are packed.
 */
public final class FieldValues {

  public static final int NULL = 0;

  /** A value that is kept as the object it is: bytes, decimals, long text and all that is rare. */
  public static final int OBJECT = 1;

  public static final int BOOLEAN = 2;
  public static final int BYTE = 3;
  public static final int SHORT = 4;
  public static final int INT = 5;
  public static final int LONG = 6;
  public static final int FLOAT = 7;
  public static final int DOUBLE = 8;

  /** A {@link Date}, as milliseconds. */
  public static final int DATE = 9;

  /** A text in UTF-8, among the bytes of others. */
  public static final int TEXT = 10;

  private final byte[] kinds;
  private final long[] numbers;
  private final Object[] objects;

  /**
   * @param capacity how many values there are at most
   */
  public FieldValues(int capacity) {
    kinds = new byte[capacity];
    numbers = new long[capacity];
    objects = new Object[capacity];
  }

  /** Whether numbers of the kind are whole ones. */
  public static boolean isInteger(int kind) {
    return kind >= BYTE && kind <= LONG;
  }

  /** What a value of a kind is that is no object. */
  static Object boxed(int kind, long number) {
    return switch (kind) {
      case NULL -> null;
      case BOOLEAN -> number != 0;
      case BYTE -> (byte) number;
      case SHORT -> (short) number;
      case INT -> (int) number;
      case LONG -> number;
      case FLOAT -> Float.intBitsToFloat((int) number);
      case DOUBLE -> Double.longBitsToDouble(number);
      case DATE -> Timestamp.toLogical(Timestamp.SCHEMA, number);
      default -> throw new IllegalArgumentException("no kind of number: " + kind);
    };
  }

  static String text(byte[] bytes, long slice) {
    return new String(bytes, from(slice), length(slice), StandardCharsets.UTF_8);
  }

  /** Where bytes are among others, in one number. */
  static long slice(int from, int length) {
    return (long) from << Integer.SIZE | length;
  }

  static int from(long slice) {
    return (int) (slice >>> Integer.SIZE);
  }

  static int length(long slice) {
    return (int) slice;
  }

  /**
   * @param value null if there is none
   */
  public void set(int index, Object value) {
    kinds[index] = (byte) (value == null ? NULL : OBJECT);
    objects[index] = value;
  }

  void set(int index, int kind, long number) {
    kinds[index] = (byte) kind;
    numbers[index] = number;
  }

  void setText(int index, byte[] among, long slice) {
    kinds[index] = TEXT;
    numbers[index] = slice;
    objects[index] = among;
  }

  public boolean isNull(int index) {
    return kinds[index] == NULL;
  }

  public int kind(int index) {
    return kinds[index];
  }

  /** Where a value is of which class all are that are not null; negative if there is no such. */
  public int sampleOfAll(int count) {
    int sample = -1;
    for (int i = 0; i < count; i++) {
      if (kinds[i] != NULL) {
        if (sample < 0) {
          sample = i;
        } else if (kinds[i] != kinds[sample]
            || (kinds[i] == OBJECT && objects[i].getClass() != objects[sample].getClass())) {
          return -1;
        }
      }
    }
    return sample;
  }

  /** A value that is BOOLEAN, BYTE, SHORT, INT, LONG or DATE. */
  public long number(int index) {
    return numbers[index];
  }

  /** A value that is DOUBLE. */
  public double real(int index) {
    return Double.longBitsToDouble(numbers[index]);
  }

  /** A value that is FLOAT. */
  public float single(int index) {
    return Float.intBitsToFloat((int) numbers[index]);
  }

  /** The bytes among which a TEXT is. */
  public byte[] textBytes(int index) {
    return (byte[]) objects[index];
  }

  /** Where a TEXT begins among the bytes. */
  public int textFrom(int index) {
    return from(numbers[index]);
  }

  /** How many bytes a TEXT has. */
  public int textLength(int index) {
    return length(numbers[index]);
  }

  /** Any value, as an object; null if there is none. */
  public Object get(int index) {
    int kind = kinds[index];
    return switch (kind) {
      case OBJECT -> objects[index];
      case TEXT -> text(textBytes(index), numbers[index]);
      default -> boxed(kind, numbers[index]);
    };
  }

  /** A copy that shares nothing with where the values were read from. */
  FieldValues copy() {
    FieldValues copy = new FieldValues(kinds.length);
    for (int i = 0; i < kinds.length; i++) {
      if (kinds[i] == TEXT) {
        int from = textFrom(i);
        int length = textLength(i);
        copy.setText(i, Arrays.copyOfRange(textBytes(i), from, from + length), slice(0, length));
      } else if (kinds[i] == OBJECT) {
        copy.set(i, objects[i]);
      } else {
        copy.set(i, kinds[i], numbers[i]);
      }
    }
    return copy;
  }

  /** Of all values that there is room for. */
  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = 0; i < kinds.length; i++) {
      hash = 31 * hash + hash(i);
    }
    return hash;
  }

  private int hash(int index) {
    return switch (kinds[index]) {
      case NULL -> 0;
      case OBJECT -> objects[index].hashCode();
      case TEXT -> {
        byte[] bytes = textBytes(index);
        int to = textFrom(index) + textLength(index);
        int hash = 0;
        for (int i = textFrom(index); i < to; i++) {
          hash = 31 * hash + bytes[i];
        }
        yield hash;
      }
      default -> Long.hashCode(numbers[index]);
    };
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof FieldValues values) || !Arrays.equals(kinds, values.kinds)) {
      return false;
    }
    for (int i = 0; i < kinds.length; i++) {
      if (!isSame(i, values)) {
        return false;
      }
    }
    return true;
  }

  private boolean isSame(int index, FieldValues other) {
    return switch (kinds[index]) {
      case NULL -> true;
      case OBJECT -> objects[index].equals(other.objects[index]);
      case TEXT ->
          Arrays.equals(
              textBytes(index),
              textFrom(index),
              textFrom(index) + textLength(index),
              other.textBytes(index),
              other.textFrom(index),
              other.textFrom(index) + other.textLength(index));
      default -> numbers[index] == other.numbers[index];
    };
  }
}
