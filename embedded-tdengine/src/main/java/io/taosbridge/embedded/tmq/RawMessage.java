package io.taosbridge.embedded.tmq;

import io.taosbridge.block.ColumnType;
import io.taosbridge.embedded.server.Widths;
import io.taosbridge.embedded.storage.ColumnDef;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes a data message in its raw form (tmq.md, section 4). */
final class RawMessage {

  private static final int VERSION = 100;
  private static final byte LOG_OFFSET = 0x11;
  private static final int OFFSET_LENGTH = 9;
  private static final int BLOCK_PREFIX_LENGTH = 18;
  private static final int FLAG_DECIMAL = 0x80;

  private final List<ByteBuffer> parts = new ArrayList<>();
  private final ByteArrayOutputStream current = new ByteArrayOutputStream();

  private RawMessage() {}

  /** The payload as a list of buffers, the blocks among them not copied. */
  static List<ByteBuffer> encode(DataBatch batch) {
    RawMessage raw = new RawMessage();
    raw.head(batch);
    for (DataBlock block : batch.blocks()) {
      raw.block(block, batch.withTableName());
    }
    raw.tail(batch);
    raw.flush();
    return raw.parts;
  }

  private void head(DataBatch batch) {
    ByteBuffer head = littleEndian(1 + 4 + 2 * OFFSET_LENGTH + 4);
    head.put((byte) VERSION).putInt(2 * OFFSET_LENGTH);
    head.put(LOG_OFFSET).putLong(batch.requestOffset());
    head.put(LOG_OFFSET).putLong(batch.responseOffset());
    head.putInt(batch.blocks().size());
    write(head);
    if (!batch.blocks().isEmpty()) {
      current.write(batch.withTableName() ? 1 : 0);
      current.write(1);
    }
  }

  private void block(DataBlock block, boolean withTableName) {
    ByteBuffer bytes = block.encode();
    unsigned(BLOCK_PREFIX_LENGTH + bytes.remaining());
    ByteBuffer prefix = littleEndian(BLOCK_PREFIX_LENGTH);
    prefix.putLong(1).putLong(Long.reverseBytes(block.rows()));
    prefix.put((byte) 0).put((byte) block.precision().code());
    write(prefix);
    flush();
    parts.add(bytes);
    schema(block, withTableName);
    if (withTableName) {
      name(block.table());
    }
  }

  /** Columns of a table carry a flag, those that a query made do not. */
  private void schema(DataBlock block, boolean stored) {
    zigzag(block.fields().size());
    zigzag(0);
    for (ColumnDef field : block.fields()) {
      ColumnType type = field.type();
      current.write(type.type().code());
      int decimal = type.type().isDecimal() ? FLAG_DECIMAL : 0;
      current.write(stored ? 1 | decimal : 0);
      zigzag(Widths.stored(type));
      zigzag(field.id());
      name(field.name());
    }
  }

  /** The list of created tables stays empty: {@code fetch_json_meta} tells of them. */
  private void tail(DataBatch batch) {
    if (batch.metas().isEmpty()) {
      write(littleEndian(8).putLong(0));
    } else {
      write(littleEndian(4).putInt(0));
    }
  }

  private void name(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    unsigned(bytes.length + 1);
    current.writeBytes(bytes);
    current.write(0);
  }

  private void zigzag(int value) {
    unsigned((value << 1) ^ (value >> 31));
  }

  private void unsigned(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      current.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    current.write(rest);
  }

  private void write(ByteBuffer filled) {
    byte[] bytes = new byte[filled.position()];
    filled.get(0, bytes);
    current.writeBytes(bytes);
  }

  private void flush() {
    parts.add(ByteBuffer.wrap(current.toByteArray()));
    current.reset();
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
