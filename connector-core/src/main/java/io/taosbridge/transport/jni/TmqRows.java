package io.taosbridge.transport.jni;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.taosbridge.block.Block;
import io.taosbridge.block.MalformedBlockException;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Field;
import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.error.Errors;
import io.taosbridge.transport.TmqRawDecoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies the rows of messages out of the library: a whole message as it came, or block by block
 * where the library is too old for that. Not thread-safe.
 */
final class TmqRows {

  private static final String WHAT = "cannot read a message";
  private static final int BLOCK_LENGTH_AT = 4;

  /** The raw form of a message, copied out of the library. */
  record Raw(int type, ByteBuffer payload) {}

  private final Tmq library;
  private final TmqRawDecoder decoder = new TmqRawDecoder();

  TmqRows(Tmq library) {
    this.library = library;
  }

  /** Reads a message as it came. */
  TmqData whole(TmqRawApi api, Pointer result) {
    Raw raw = raw(api, result);
    if (!TmqRawDecoder.holdsRows(raw.type)) {
      throw Errors.unreadable("a message with rows is of raw type " + raw.type, null);
    }
    return decoder.decode(raw.payload);
  }

  /** A message as it came. */
  Raw raw(TmqRawApi api, Pointer result) {
    TmqRawApi.RawData.ByValue data = new TmqRawApi.RawData.ByValue();
    library.check(api.tmq_get_raw(result, data.getPointer()), WHAT);
    data.read();
    if (data.raw == null) {
      throw Errors.unreadable("a message has no raw form", null);
    }
    int type = Short.toUnsignedInt(data.type);
    try {
      return new Raw(type, ByteBuffer.wrap(data.raw.getByteArray(0, data.length)));
    } finally {
      if (TmqRawDecoder.holdsRows(type)) {
        api.tmq_free_raw(data); // metadata is the message's own, and goes with it
      }
    }
  }

  /**
   * Reads a message block by block, which can be done once. The version of the schemas stays
   * unknown: 0.
   *
   * @param requestOffset where reading started
   * @param responseOffset where the next read starts
   */
  TmqData blocks(Pointer result, long requestOffset, long responseOffset) {
    ConnectionApi results = library.results();
    List<TableBlock> blocks = new ArrayList<>();
    try (Memory rows = new Memory(Integer.BYTES);
        Memory data = new Memory(Long.BYTES)) {
      while (true) {
        library.check(results.taos_fetch_raw_block(result, rows, data), WHAT);
        if (rows.getInt(0) == 0) {
          return new TmqData(requestOffset, responseOffset, blocks);
        }
        Pointer bytes = data.getPointer(0);
        Block block =
            Block.wrap(ByteBuffer.wrap(bytes.getByteArray(0, bytes.getInt(BLOCK_LENGTH_AT))));
        blocks.add(
            new TableBlock(
                library.api().tmq_get_table_name(result),
                0,
                fields(result, block),
                Precision.ofCode(results.taos_result_precision(result)),
                block));
      }
    } catch (MalformedBlockException | IllegalArgumentException e) {
      throw Errors.unreadable("malformed TMQ message: " + e.getMessage(), e);
    }
  }

  /** The names may change from block to block; the types are in the block. */
  private List<Field> fields(Pointer result, Block block) {
    FieldArray names =
        new FieldArray(
            library.results().taos_fetch_fields_e(result),
            library.results().taos_field_count(result),
            FieldArray.FIELD_E);
    if (names.count() != block.columnCount()) {
      throw Errors.unreadable(
          "block of " + block.columnCount() + " columns with names for " + names.count(), null);
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < names.count(); i++) {
      fields.add(new Field(names.name(i), block.column(i).type()));
    }
    return fields;
  }
}
