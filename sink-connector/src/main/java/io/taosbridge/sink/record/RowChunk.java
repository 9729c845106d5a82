package io.taosbridge.sink.record;

import io.taosbridge.block.Utf8;
import java.util.Arrays;
import java.util.Date;
import org.apache.kafka.connect.data.Timestamp;

/**
 * The values of some packed rows: those that are numbers as such, texts as UTF-8 behind each other,
 * the others as objects; the numbers in their places tell where. So there are few objects that wait
 * to be written: the garbage collector copies all of them again and again.
 */
final class RowChunk {

  static final int KIND_BITS = 4;
  private static final int KIND_MASK = (1 << KIND_BITS) - 1;

  /** Longer texts stay objects: they are seldom many, and the JDK copies them faster. */
  private static final int MAX_TEXT = 64;

  /** Half of what G1 gives regions of their own; texts beyond stay objects. */
  private static final int MAX_BYTES = 1 << 18;

  private static final int BYTES_PER_NUMBER = 2;

  private final long[] numbers;
  private byte[] bytes;
  private Object[] objects = {};
  private int used;
  private int bytesUsed;
  private int objectsUsed;

  RowChunk(int numbers) {
    this.numbers = new long[numbers];
    bytes = new byte[BYTES_PER_NUMBER * numbers];
  }

  boolean hasRoom(int more) {
    return numbers.length - used >= more && bytesUsed <= MAX_BYTES / 2;
  }

  /** How many rows of a length there is room for. */
  int roomFor(int rowLength) {
    return (numbers.length - used) / Math.max(1, rowLength);
  }

  /** Where the next row begins. */
  int end() {
    return used;
  }

  /** Bytes of the texts of the rows so far. */
  int bytesEnd() {
    return bytesUsed;
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
  void forget(int oldBytesEnd, int oldObjectsEnd) {
    bytesUsed = oldBytesEnd;
    Arrays.fill(objects, oldObjectsEnd, objectsUsed, null);
    objectsUsed = oldObjectsEnd;
  }

  void put(int at, long number) {
    numbers[at] = number;
  }

  /**
   * Puts a value.
   *
   * @return what kind it is
   */
  int put(int at, Object value) {
    if (value == null) {
      return FieldValues.NULL;
    }
    Class<?> type = value.getClass();
    if (type == Double.class) {
      numbers[at] = Double.doubleToRawLongBits((Double) value);
      return FieldValues.DOUBLE;
    } else if (type == String.class) {
      return putText(at, (String) value);
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
    return putObject(at, value);
  }

  /** Puts a value, and what kind it is, behind those with a lower index. */
  void put(int kindsAt, int index, int at, Object value) {
    long kind = (long) put(at, value) << (index * KIND_BITS);
    boolean first = index * KIND_BITS % Long.SIZE == 0;
    numbers[kindsAt] = first ? kind : numbers[kindsAt] | kind;
  }

  /** Those that have surrogates stay objects: half a pair would be lost. */
  private int putText(int at, String text) {
    int most = Utf8.MAX_BYTES_PER_CHAR * text.length();
    if (text.length() > MAX_TEXT || bytesUsed + most > MAX_BYTES) {
      return putObject(at, text);
    }
    if (bytes.length - bytesUsed < most) {
      int more = Math.max(bytesUsed + most, 2 * bytes.length);
      bytes = Arrays.copyOf(bytes, Math.min(MAX_BYTES, more));
    }
    int end = Utf8.encodeWithoutSurrogates(text, bytes, bytesUsed);
    if (end < 0) {
      return putObject(at, text);
    }
    numbers[at] = FieldValues.slice(bytesUsed, end - bytesUsed);
    bytesUsed = end;
    return FieldValues.TEXT;
  }

  private int putObject(int at, Object value) {
    if (objectsUsed == objects.length) {
      objects = Arrays.copyOf(objects, Math.max(8, 2 * objects.length));
    }
    numbers[at] = objectsUsed;
    objects[objectsUsed++] = value;
    return FieldValues.OBJECT;
  }

  /** What kind a value is, by the number that says so for it and others. */
  int kind(int kindsAt, int index) {
    // Java takes the last six bits of the distance only.
    return (int) (numbers[kindsAt] >>> (index * KIND_BITS)) & KIND_MASK;
  }

  boolean hasObjects() {
    return objectsUsed > 0;
  }

  /** How many bytes a TEXT has. */
  int textLength(int at) {
    return FieldValues.length(numbers[at]);
  }

  /** A value of any kind, as an object; null if there is none. */
  Object get(int kind, int at) {
    return switch (kind) {
      case FieldValues.OBJECT -> objects[(int) numbers[at]];
      case FieldValues.TEXT -> FieldValues.text(bytes, numbers[at]);
      default -> FieldValues.boxed(kind, numbers[at]);
    };
  }

  /** Copies a value. */
  void read(int kindsAt, int index, int at, FieldValues to, int toIndex) {
    int kind = kind(kindsAt, index);
    if (kind == FieldValues.TEXT) {
      to.setText(toIndex, bytes, numbers[at]);
    } else if (kind == FieldValues.OBJECT) {
      to.set(toIndex, objects[(int) numbers[at]]);
    } else {
      to.set(toIndex, kind, numbers[at]);
    }
  }
}
