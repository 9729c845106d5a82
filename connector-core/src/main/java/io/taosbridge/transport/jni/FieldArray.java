package io.taosbridge.transport.jni;

import com.sun.jna.Pointer;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.client.Field;
import io.taosbridge.client.error.Errors;
import io.taosbridge.transport.ServerTypes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the library's arrays of TAOS_FIELD_E and TAOS_FIELD_ALL (native.md, section 3). */
final class FieldArray {

  static final int FIELD_E = 72;
  static final int FIELD_ALL = 76;

  private static final int NAME = 65;
  private static final int TYPE = 65;
  private static final int PRECISION = 66;
  private static final int SCALE = 67;
  private static final int BYTES = 68;
  private static final int ROLE = 72;

  private final ByteBuffer bytes;
  private final int stride;
  private final int count;

  /**
   * @param stride bytes of an element
   */
  FieldArray(Pointer array, int count, int stride) {
    this.bytes =
        array == null
            ? ByteBuffer.allocate(0)
            : array.getByteBuffer(0, (long) count * stride).order(ByteOrder.nativeOrder());
    this.stride = stride;
    this.count = array == null ? 0 : count;
  }

  int count() {
    return count;
  }

  String name(int index) {
    int start = index * stride;
    int length = 0;
    while (length < NAME && bytes.get(start + length) != 0) {
      length++;
    }
    byte[] name = new byte[length];
    bytes.get(start, name);
    return new String(name, StandardCharsets.UTF_8);
  }

  DataType type(int index) {
    return DataType.ofCode(bytes.get(index * stride + TYPE));
  }

  int precision(int index) {
    return Byte.toUnsignedInt(bytes.get(index * stride + PRECISION));
  }

  int scale(int index) {
    return Byte.toUnsignedInt(bytes.get(index * stride + SCALE));
  }

  int length(int index) {
    return bytes.getInt(index * stride + BYTES);
  }

  /** Of TAOS_FIELD_ALL alone. */
  int role(int index) {
    return bytes.get(index * stride + ROLE);
  }

  /**
   * @param storedLengths whether the lengths are those of the storage rather than the declared ones
   */
  ColumnType columnType(int index, boolean storedLengths) {
    return ServerTypes.columnType(
        type(index), length(index), precision(index), scale(index), storedLengths);
  }

  List<Field> fields(boolean storedLengths) {
    List<Field> fields = new ArrayList<>(count);
    try {
      for (int i = 0; i < count; i++) {
        fields.add(new Field(name(i), columnType(i, storedLengths)));
      }
    } catch (IllegalArgumentException e) {
      throw Errors.unreadable("a result has " + e.getMessage(), e);
    }
    return List.copyOf(fields);
  }
}
