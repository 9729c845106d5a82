package io.taosbridge.bench.micro;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.LittleEndianBuffer;
import io.taosbridge.client.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a TMQ message as the server sends it (tmq.md, sections 3 and 4). */
final class RawMessage {

  private static final int BLOCK_PREFIX = 18;
  private static final int LENGTH_OF_TEXT = 2;
  private static final int BYTES_OF_CHARACTER = 4;

  private final LittleEndianBuffer bytes = new LittleEndianBuffer(1 << 20);

  private RawMessage() {}

  /** The same rows of each table. */
  static ByteBuffer payload(ByteBuffer block, int rows, List<String> tables, List<Field> columns) {
    RawMessage message = new RawMessage();
    message.head(tables.size());
    for (String table : tables) {
      message.block(block, rows);
      message.schema(columns);
      message.name(table);
    }
    message.bytes.putLong(0);
    return message.built();
  }

  /** The payload in the reply to {@code fetch_raw_data}. */
  static ByteBuffer reply(ByteBuffer payload) {
    return ByteBuffer.allocate(56 + payload.remaining())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(-1)
        .putLong(8)
        .putShort((short) 1)
        .putLong(0)
        .putLong(1)
        .putInt(0)
        .putInt(0)
        .putLong(1)
        .putShort((short) 2)
        .putInt(payload.remaining())
        .put(payload.duplicate())
        .flip();
  }

  private void head(int blocks) {
    bytes.putByte(100);
    bytes.putInt(2 * 9);
    for (long offset = 0; offset < 2; offset++) {
      bytes.putByte(0x11);
      bytes.putLong(offset);
    }
    bytes.putInt(blocks);
    bytes.putByte(1);
    bytes.putByte(1);
  }

  private void block(ByteBuffer block, int rows) {
    unsigned(BLOCK_PREFIX + block.remaining());
    bytes.putLong(1);
    bytes.putLong(Long.reverseBytes(rows));
    bytes.putShort(0);
    byte[] content = new byte[block.remaining()];
    block.duplicate().get(content);
    bytes.putBytes(content);
  }

  private void schema(List<Field> columns) {
    zigzag(columns.size());
    zigzag(1);
    for (int i = 0; i < columns.size(); i++) {
      ColumnType type = columns.get(i).type();
      bytes.putByte(type.type().code());
      bytes.putByte(1);
      zigzag(width(type));
      zigzag(i + 1);
      name(columns.get(i).name());
    }
  }

  private static int width(ColumnType type) {
    return switch (type.type()) {
      case VARCHAR -> type.length() + LENGTH_OF_TEXT;
      case NCHAR -> type.length() * BYTES_OF_CHARACTER + LENGTH_OF_TEXT;
      default -> type.type().width();
    };
  }

  private void name(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    unsigned(text.length + 1);
    bytes.putBytes(text);
    bytes.putByte(0);
  }

  private void zigzag(int value) {
    unsigned((value << 1) ^ (value >> 31));
  }

  private void unsigned(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      bytes.putByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes.putByte(rest);
  }

  private ByteBuffer built() {
    ByteBuffer built = ByteBuffer.allocate(bytes.size());
    bytes.writeTo(built);
    return built.flip();
  }
}
