package io.taosbridge.sink.record;

import java.util.Date;
import org.apache.kafka.connect.data.Timestamp;

/**
 * The values that some rows have in one field: numbers as such, without an object for each, where
 * the rows are packed.
 */
public final class FieldValues {

  public static final int NULL = 0;

  /** A value that is kept as the object it is: text, bytes, decimals and all that is rare. */
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

  /** Any value, as an object; null if there is none. */
  public Object get(int index) {
    int kind = kinds[index];
    return kind == OBJECT ? objects[index] : boxed(kind, numbers[index]);
  }
}
