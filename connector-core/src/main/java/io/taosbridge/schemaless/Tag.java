package io.taosbridge.schemaless;

import io.taosbridge.block.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tag of a child table.
 *
 * @param value bytes for types of variable width (text in UTF-8); Boolean, Byte, Short, Integer,
 *     Long, Float or Double for the others; null if the table has no tags
 */
public record Tag(String name, DataType type, Object value) {

  /** Bytes that the value takes if its type is of variable width, otherwise 0. */
  public int length() {
    return value instanceof byte[] bytes ? bytes.length : 0;
  }

  /** The value as it goes into the hash that names a child table. */
  byte[] bytes() {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    ByteBuffer buffer = ByteBuffer.allocate(type.width()).order(ByteOrder.LITTLE_ENDIAN);
    if (value instanceof Boolean bool) {
      buffer.put((byte) (bool ? 1 : 0));
    } else if (value instanceof Double number) {
      buffer.putDouble(number);
    } else if (value instanceof Float number) {
      buffer.putFloat(number);
    } else if (value instanceof Long number) {
      buffer.putLong(number);
    } else if (value instanceof Integer number) {
      buffer.putInt(number);
    } else if (value instanceof Short number) {
      buffer.putShort(number);
    } else {
      buffer.put((Byte) value);
    }
    return buffer.array();
  }
}
