package io.taosbridge.bench.micro;

import io.taosbridge.block.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Puts a bind frame into a new one, value by value by {@link ByteBuffer}'s methods: what is left of
 * making a frame if there is no record to read, nothing to convert and nothing to sort.
 */
final class FrameCopy {

  private static final int HEADER_BYTES = 58;
  private static final int COLUMNS_OFFSET_AT = 54;
  private static final int TABLES_AT = 34;
  private static final int TAG_COUNT_AT = 38;
  private static final int COLUMN_COUNT_AT = 42;
  private static final int TAGS_OFFSET_AT = 50;
  private static final int PAYLOAD_AT = 30;

  private FrameCopy() {}

  static ByteBuffer of(ByteBuffer source) {
    ByteBuffer from = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer to = ByteBuffer.allocate(from.remaining()).order(ByteOrder.LITTLE_ENDIAN);
    int tables = from.getInt(TABLES_AT);
    bytes(from, to, HEADER_BYTES);
    int tagsAt = PAYLOAD_AT + from.getInt(TAGS_OFFSET_AT) + tables * Integer.BYTES;
    bytes(from, to, tagsAt - HEADER_BYTES);
    columns(from, to, tables * from.getInt(TAG_COUNT_AT));
    int columnsAt = PAYLOAD_AT + from.getInt(COLUMNS_OFFSET_AT) + tables * Integer.BYTES;
    bytes(from, to, columnsAt - from.position());
    columns(from, to, tables * from.getInt(COLUMN_COUNT_AT));
    return to.flip();
  }

  private static void bytes(ByteBuffer from, ByteBuffer to, int count) {
    for (int i = 0; i < count; i++) {
      to.put(from.get());
    }
  }

  private static void columns(ByteBuffer from, ByteBuffer to, int count) {
    for (int i = 0; i < count; i++) {
      column(from, to);
    }
  }

  private static void column(ByteBuffer from, ByteBuffer to) {
    to.putInt(from.getInt());
    int code = from.getInt();
    int rows = from.getInt();
    to.putInt(code).putInt(rows);
    bytes(from, to, rows);
    byte variable = from.get();
    to.put(variable);
    if (variable == 0) {
      int length = from.getInt();
      to.putInt(length);
      numbers(from, to, DataType.ofCode(code).width(), length);
    } else {
      texts(from, to, rows);
    }
  }

  private static void numbers(ByteBuffer from, ByteBuffer to, int width, int length) {
    int end = from.position() + length;
    switch (width) {
      case 1 -> bytes(from, to, length);
      case 2 -> {
        while (from.position() < end) {
          to.putShort(from.getShort());
        }
      }
      case 4 -> {
        while (from.position() < end) {
          to.putInt(from.getInt());
        }
      }
      default -> {
        while (from.position() < end) {
          to.putLong(from.getLong());
        }
      }
    }
  }

  private static void texts(ByteBuffer from, ByteBuffer to, int rows) {
    int lengthsAt = from.position();
    for (int i = 0; i < rows; i++) {
      to.putInt(from.getInt());
    }
    to.putInt(from.getInt());
    for (int i = 0; i < rows; i++) {
      int length = from.getInt(lengthsAt + Integer.BYTES * i);
      to.put(from.array(), from.arrayOffset() + from.position(), length);
      from.position(from.position() + length);
    }
  }
}
