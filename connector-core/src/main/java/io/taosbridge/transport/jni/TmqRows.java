package io.taosbridge.transport.jni;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.taosbridge.block.Block;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Field;
import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.error.Errors;
import io.taosbridge.transport.TmqRawDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies a message's rows out of the library: all at once, as they came, or block by block where
 * the library is too old for that. Not thread-safe.
 */
final class TmqRows {

  private static final int BLOCK_LENGTH = 4;
  private static final int FIELD_SIZE = 72;

  private final Tmq library;
  private final TmqRawDecoder decoder = new TmqRawDecoder();

  TmqRows(Tmq library) {
    this.library = library;
  }

  /** Reads a message by its raw form. */
  TmqData raw(Pointer result) {
    TmqRawLibrary raw = library.raw().orElseThrow();
    TmqRawLibrary.RawData.ByValue data = new TmqRawLibrary.RawData.ByValue();
    library.check(raw.tmq_get_raw(result, data), "cannot read the rows of a message");
    ByteBuffer payload;
    try {
      payload = ByteBuffer.wrap(data.raw.getByteArray(0, data.length));
    } finally {
      raw.tmq_free_raw(data);
    }
    int type = Short.toUnsignedInt(data.type);
    if (!TmqRawDecoder.holdsRows(type)) {
      throw Errors.unreadable("a message with rows is of raw type " + type, null);
    }
    return decoder.decode(payload);
  }

  /**
   * Reads a message block by block, which works once for each.
   *
   * @param requestOffset where reading started
   * @param responseOffset where the next read starts
   */
  TmqData blocks(Pointer result, long requestOffset, long responseOffset) {
    ResultLibrary results = library.results();
    List<TableBlock> blocks = new ArrayList<>();
    IntByReference rows = new IntByReference();
    PointerByReference data = new PointerByReference();
    while (true) {
      library.check(
          results.taos_fetch_raw_block(result, rows, data), "cannot read the rows of a message");
      if (rows.getValue() == 0) {
        return new TmqData(requestOffset, responseOffset, blocks);
      }
      Pointer bytes = data.getValue();
      Block block = Block.wrap(ByteBuffer.wrap(bytes.getByteArray(0, bytes.getInt(BLOCK_LENGTH))));
      // The fields may change from block to block.
      blocks.add(
          new TableBlock(
              Text.orNull(library.tmq().tmq_get_table_name(result)),
              0,
              fields(result, block),
              Precision.ofCode(results.taos_result_precision(result)),
              block));
    }
  }

  private List<Field> fields(Pointer result, Block block) {
    int count = library.results().taos_num_fields(result);
    if (count != block.columnCount()) {
      throw Errors.unreadable(
          "block of " + block.columnCount() + " columns with names for " + count, null);
    }
    Pointer fields = library.results().taos_fetch_fields(result);
    List<Field> read = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = fields.getString((long) i * FIELD_SIZE, StandardCharsets.UTF_8.name());
      read.add(new Field(name, block.column(i).type()));
    }
    return read;
  }
}
