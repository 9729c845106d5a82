package io.taosbridge.sink.record;

import java.util.Arrays;
import java.util.Date;
import org.apache.kafka.connect.data.Timestamp;

/**
 * The values of some packed rows: those that are numbers as such, the others as objects, which the
 * numbers in their places count. So there are few objects that wait to be written: the garbage
 * collector copies all of them again and again.
 */
final class RowChunk {

  private final long[] numbers;
  private Object[] objects;
  private int used;
  private int objectsUsed;

  RowChunk(int numbers) {
    this.numbers = new long[numbers];
    objects = new Object[Math.max(8, numbers / 4)];
  }

  boolean hasRoom(int more) {
    return numbers.length - used >= more;
  }

  /** Where the next row begins. */
  int end() {
    return used;
  }

  /** Objects that the rows so far refer to. */
  int objectsEnd() {
    return objectsUsed;
  }

  /** The row is complete. */
  void add(int rowLength) {
    used += rowLength;
  }

  /** The row will not be completed. */
  void forgetObjects(int end) {
    Arrays.fill(objects, end, objectsUsed, null);
    objectsUsed = end;
  }

  long number(int at) {
    return numbers[at];
  }

  void put(int at, long number) {
    numbers[at] = number;
  }

  Object object(int at) {
    return objects[(int) numbers[at]];
  }

  void putObject(int at, Object value) {
    if (objectsUsed == objects.length) {
      objects = Arrays.copyOf(objects, 2 * objects.length);
    }
    numbers[at] = objectsUsed;
    objects[objectsUsed++] = value;
  }

  /**
   * Puts a value that is neither null nor text.
   *
   * @return what kind it is
   */
  int putAny(int at, Object value) {
    Class<?> type = value.getClass();
    if (type == Double.class) {
      numbers[at] = Double.doubleToRawLongBits((Double) value);
      return FieldValues.DOUBLE;
    } else if (type == Long.class) {
      numbers[at] = (Long) value;
      return FieldValues.LONG;
    } else if (type == Integer.class) {
      numbers[at] = (Integer) value;
      return FieldValues.INT;
    } else if (type == Boolean.class) {
      numbers[at] = (Boolean) value ? 1 : 0;
      return FieldValues.BOOLEAN;
    } else if (type == Float.class) {
      numbers[at] = Float.floatToRawIntBits((Float) value);
      return FieldValues.FLOAT;
    } else if (type == Short.class) {
      numbers[at] = (Short) value;
      return FieldValues.SHORT;
    } else if (type == Byte.class) {
      numbers[at] = (Byte) value;
      return FieldValues.BYTE;
    } else if (type == Date.class) {
      numbers[at] = Timestamp.fromLogical(Timestamp.SCHEMA, (Date) value);
      return FieldValues.DATE;
    }
    putObject(at, value);
    return FieldValues.OBJECT;
  }
}
