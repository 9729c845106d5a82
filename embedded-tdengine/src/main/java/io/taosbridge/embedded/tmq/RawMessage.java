package io.taosbridge.embedded.tmq;

import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.LittleEndianBuffer;
import io.taosbridge.embedded.server.Widths;
import io.taosbridge.embedded.storage.ColumnDef;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a data message in its raw form (tmq.md, section 4). */
final class RawMessage {

  private static final int VERSION = 100;
  private static final int LOG_OFFSET = 0x11;
  private static final int OFFSET_LENGTH = 9;
  private static final int BLOCK_PREFIX_LENGTH = 18;
  private static final int FLAG_DECIMAL = 0x80;
  private static final int TYPICAL_BYTES_PER_ROW = 150;

  private final LittleEndianBuffer message;

  /** For blocks with these fields, which nearly all blocks of a message have. */
  private BlockBuilder builder;

  private List<ColumnDef> builderFields = List.of();

  private RawMessage(int capacity) {
    message = new LittleEndianBuffer(capacity);
  }

  static ByteBuffer encode(DataBatch batch) {
    RawMessage raw = new RawMessage(Math.toIntExact(batch.rows() * TYPICAL_BYTES_PER_ROW));
    raw.head(batch);
    for (DataBlock block : batch.blocks()) {
      raw.block(block, batch.withTableName());
    }
    raw.tail(batch);
    return raw.message.asByteBuffer();
  }

  private void head(DataBatch batch) {
    message.putByte(VERSION);
    message.putInt(2 * OFFSET_LENGTH);
    offset(batch.requestOffset());
    offset(batch.responseOffset());
    message.putInt(batch.blocks().size());
    if (!batch.blocks().isEmpty()) {
      message.putByte(batch.withTableName() ? 1 : 0);
      message.putByte(1);
    }
  }

  private void offset(long offset) {
    message.putByte(LOG_OFFSET);
    message.putLong(offset);
  }

  private void block(DataBlock block, boolean withTableName) {
    if (!block.fields().equals(builderFields)) {
      builder = block.builder();
      builderFields = block.fields();
    }
    block.fill(builder);
    unsigned(BLOCK_PREFIX_LENGTH + builder.byteLength());
    message.putLong(1);
    message.putLong(Long.reverseBytes(block.rows()));
    message.putByte(0);
    message.putByte(block.precision().code());
    builder.writeTo(message, DataBlock.VERSION);
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
      message.putByte(type.type().code());
      int decimal = type.type().isDecimal() ? FLAG_DECIMAL : 0;
      message.putByte(stored ? 1 | decimal : 0);
      zigzag(Widths.stored(type));
      zigzag(field.id());
      name(field.name());
    }
  }

  /** The list of created tables stays empty: {@code fetch_json_meta} tells of them. */
  private void tail(DataBatch batch) {
    message.putZeros(batch.metas().isEmpty() ? Long.BYTES : Integer.BYTES);
  }

  private void name(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    unsigned(bytes.length + 1);
    message.putBytes(bytes);
    message.putByte(0);
  }

  private void zigzag(int value) {
    unsigned((value << 1) ^ (value >> 31));
  }

  private void unsigned(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      message.putByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    message.putByte(rest);
  }
}
