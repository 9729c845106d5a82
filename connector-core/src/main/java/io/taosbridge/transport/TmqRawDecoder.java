package io.taosbridge.transport;

import io.taosbridge.block.Block;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.ColumnTypes;
import io.taosbridge.block.DataType;
import io.taosbridge.block.MalformedBlockException;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Field;
import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.ResultException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the raw payload of a data message (tmq.md, section 4). Rows stay where they lie in the
 * payload. Keeps the last schema, because the same one comes over and over. Not thread-safe.
 */
public final class TmqRawDecoder {

  private static final int DATA = 2;
  private static final int METADATA_AND_DATA = 4;

  private static final int VERSION = 100;
  private static final int LOG_OFFSET = 0x11;
  private static final int SNAPSHOT_DATA_OFFSET = 0x12;
  private static final int SNAPSHOT_META_OFFSET = 0x13;
  private static final int LEAST_RESET_MARKER = -3;

  private record Schema(int version, List<String> names, List<DataType> types, ByteBuffer bytes) {}

  private Schema lastSchema;
  private ColumnTypes lastTypes = ColumnTypes.NONE;

  /** What both make together; null if one of them has changed. */
  private List<Field> lastFields;

  /** Whether a payload of this raw type holds rows. */
  public static boolean holdsRows(int rawType) {
    return rawType == DATA || rawType == METADATA_AND_DATA;
  }

  /**
   * @param payload from its position to its limit; must not change afterwards
   * @throws ResultException if the bytes are not a data message, or one with a JSON column, which
   *     comes in an internal form of the server
   */
  public TmqData decode(ByteBuffer payload) {
    try {
      return read(payload.slice().order(ByteOrder.LITTLE_ENDIAN));
    } catch (BufferUnderflowException e) {
      throw Errors.unreadable("TMQ message cut short", e);
    } catch (MalformedBlockException | IllegalArgumentException e) {
      throw malformed(e.getMessage(), e);
    }
  }

  private TmqData read(ByteBuffer in) {
    int version = in.get();
    if (version != VERSION) {
      throw malformed("version " + version + " instead of " + VERSION, null);
    }
    ByteBuffer offsets = TmqBytes.take(in, in.getInt());
    long requestOffset = readOffset(offsets);
    long responseOffset = readOffset(offsets);
    int blockCount = in.getInt();
    if (blockCount < 0) {
      throw malformed(blockCount + " blocks", null);
    }
    List<TableBlock> blocks = new ArrayList<>();
    if (blockCount > 0) {
      boolean withTable = in.get() != 0;
      if (in.get() == 0) {
        throw malformed("blocks without schema", null);
      }
      for (int i = 0; i < blockCount; i++) {
        blocks.add(readBlock(in, withTable));
      }
    }
    return new TmqData(requestOffset, responseOffset, blocks);
  }

  private static long readOffset(ByteBuffer in) {
    int tag = in.get();
    if (tag == LOG_OFFSET) {
      return in.getLong();
    }
    if (tag == SNAPSHOT_DATA_OFFSET || tag == SNAPSHOT_META_OFFSET) {
      skipSnapshotOffset(in);
      return TmqData.NO_OFFSET;
    }
    if (tag >= LEAST_RESET_MARKER && tag < 0) {
      return TmqData.NO_OFFSET;
    }
    throw malformed("offset of type " + tag, null);
  }

  private static void skipSnapshotOffset(ByteBuffer in) {
    TmqBytes.take(in, 2 * Long.BYTES);
    DataType keyType = DataType.ofCode(in.get());
    if (keyType.isVariable()) {
      TmqBytes.take(in, TmqBytes.unsigned(in));
    } else if (keyType != DataType.NULL) {
      TmqBytes.take(in, Long.BYTES);
    }
  }

  private TableBlock readBlock(ByteBuffer in, boolean withTable) {
    ByteBuffer content = TmqBytes.take(in, TmqBytes.unsigned(in));
    content.getLong();
    long rows = content.order(ByteOrder.BIG_ENDIAN).getLong();
    if (content.get() != 0) {
      throw malformed("compressed block", null);
    }
    Precision precision = Precision.ofCode(content.get());
    Block block = Block.wrap(content, lastTypes);
    if (block.types() != lastTypes) {
      lastTypes = block.types();
      lastFields = null;
    }
    if (rows != block.rows()) {
      throw malformed("block of " + block.rows() + " rows that says it has " + rows, null);
    }
    Schema schema = readSchema(in);
    if (lastFields == null) {
      lastFields = fieldsOf(schema, block);
    }
    String table = withTable ? TmqBytes.name(in) : null;
    return new TableBlock(table, schema.version, lastFields, precision, block);
  }

  private Schema readSchema(ByteBuffer in) {
    if (lastSchema != null && startsWith(in, lastSchema.bytes)) {
      // A schema tells its own end, so bytes that begin like the last one are the last one.
      in.position(in.position() + lastSchema.bytes.limit());
      return lastSchema;
    }
    int start = in.position();
    int columns = TmqBytes.signed(in);
    int version = TmqBytes.signed(in);
    List<String> names = new ArrayList<>();
    List<DataType> types = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      types.add(DataType.ofCode(in.get()));
      in.get(); // flags
      TmqBytes.signed(in); // bytes: the block tells them too, and precision and scale of decimals
      TmqBytes.signed(in); // column id
      names.add(TmqBytes.name(in));
    }
    byte[] bytes = new byte[in.position() - start];
    in.get(start, bytes);
    lastFields = null;
    lastSchema =
        new Schema(version, List.copyOf(names), List.copyOf(types), ByteBuffer.wrap(bytes));
    return lastSchema;
  }

  private static boolean startsWith(ByteBuffer in, ByteBuffer prefix) {
    return in.remaining() >= prefix.limit()
        && in.slice(in.position(), prefix.limit()).equals(prefix);
  }

  private static List<Field> fieldsOf(Schema schema, Block block) {
    if (schema.names.size() != block.columnCount() || block.columnCount() == 0) {
      throw malformed(
          "block of " + block.columnCount() + " columns with names for " + schema.names.size(),
          null);
    }
    List<Field> fields = new ArrayList<>(block.columnCount());
    for (int i = 0; i < block.columnCount(); i++) {
      String name = schema.names.get(i);
      ColumnType type = block.column(i).type();
      if (type.type() != schema.types.get(i)) {
        throw malformed("column " + name + " is of two types", null);
      }
      if (type.type() == DataType.JSON) {
        throw Errors.unreadable(
            "column "
                + name
                + " is of type JSON, which TMQ delivers in a form internal to the server; leave it"
                + " out of the topic, or select its members, such as "
                + name
                + "->'key'",
            null);
      }
      fields.add(new Field(name, type));
    }
    return List.copyOf(fields);
  }

  private static ResultException malformed(String what, Throwable cause) {
    return TmqBytes.malformed(what, cause);
  }
}
