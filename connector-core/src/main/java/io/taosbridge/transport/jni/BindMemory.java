package io.taosbridge.transport.jni;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.taosbridge.block.DataType;
import io.taosbridge.client.BoundTable;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.client.error.Errors;
import io.taosbridge.transport.TableRows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Lays out what a bind of STMT2 reads in one piece of memory, which is used again and again
 * (native.md, section 3): the TAOS_STMT2_BINDV, its arrays of pointers, the TAOS_STMT2_BINDs, and
 * behind them names, lengths, null flags and values. Not thread-safe.
 */
final class BindMemory implements AutoCloseable {

  private static final int BINDV = 32;
  private static final int BIND = 40;
  private static final int POINTER = 8;
  private static final int FIRST_SIZE = 4096;

  private Memory memory = new Memory(FIRST_SIZE);
  private long address;
  private ByteBuffer bytes;

  /** Where the next TAOS_STMT2_BIND goes. */
  private int nextBind;

  /** Lays out rows of at least one table, and returns the TAOS_STMT2_BINDV. */
  Pointer rows(List<TableRows> rows) {
    BoundTable first = rows.get(0).table();
    boolean named = first.table() != null;
    int tables = rows.size();
    int tags = first.tags().size();
    int columns = first.columns().size();
    int namesAt = BINDV;
    int tagsAt = namesAt + (named ? tables * POINTER : 0);
    int columnsAt = tagsAt + (tags > 0 ? tables * POINTER : 0);
    nextBind = columnsAt + tables * POINTER;
    long dataAt = nextBind + (long) tables * (tags + columns) * BIND;
    begin(dataAt, dataBytes(rows));

    bytes.putInt(0, tables);
    bytes.putLong(8, named ? address + namesAt : 0);
    bytes.putLong(16, tags > 0 ? address + tagsAt : 0);
    bytes.putLong(24, address + columnsAt);
    for (int i = 0; i < tables; i++) {
      TableRows table = rows.get(i);
      if (named) {
        bytes.putLong(namesAt + i * POINTER, address + bytes.position());
        bytes.put(table.table().table().getBytes(StandardCharsets.UTF_8)).put((byte) 0);
      }
      if (tags > 0) {
        bytes.putLong(tagsAt + i * POINTER, address + nextBind);
        int at = table.table().tagsAt();
        table.table().tags().forEach(tag -> bind(tag, at, at + 1));
      }
      bytes.putLong(columnsAt + i * POINTER, address + nextBind);
      table.table().columns().forEach(column -> bind(column, table.from(), table.to()));
    }
    return memory;
  }

  /** Lays out the values of a query, and returns the TAOS_STMT2_BINDV. */
  Pointer query(List<ValueBuffer> values) {
    nextBind = BINDV + POINTER;
    begin(nextBind + (long) values.size() * BIND, dataBytes(values, 0, 1));
    bytes.putInt(0, 1);
    bytes.putLong(8, 0);
    bytes.putLong(16, 0);
    bytes.putLong(24, address + BINDV);
    bytes.putLong(BINDV, address + nextBind);
    values.forEach(value -> bind(value, 0, 1));
    return memory;
  }

  private void bind(ValueBuffer values, int from, int to) {
    int at = nextBind;
    nextBind += BIND;
    bytes.putInt(at, values.type().type().code());
    bytes.putInt(at + 32, to - from);
    bytes.putLong(at + 16, 0);
    if (values.hasLengths()) {
      align();
      bytes.putLong(at + 16, address + bytes.position());
      values.writeLengths(bytes, from, to);
    }
    bytes.putLong(at + 24, address + bytes.position());
    values.writeNulls(bytes, from, to);
    align();
    int start = bytes.position();
    bytes.putLong(at + 8, address + start);
    values.writeValues(bytes, from, to);
    bytes.position(Math.max(bytes.position(), start + leastBytes(values, to - from)));
  }

  /**
   * A DECIMAL goes as text, but some libraries (3.3.7.5 as published is one) read it as numbers of
   * its width: they must not read beyond the memory.
   */
  private static int leastBytes(ValueBuffer values, int count) {
    DataType type = values.type().type();
    return type.isDecimal() ? count * type.width() : 0;
  }

  private void align() {
    bytes.position((bytes.position() + POINTER - 1) / POINTER * POINTER);
  }

  private static long dataBytes(List<TableRows> rows) {
    long size = 0;
    for (TableRows table : rows) {
      String name = table.table().table();
      size += name == null ? 0 : name.getBytes(StandardCharsets.UTF_8).length + 1;
      int at = table.table().tagsAt();
      size += dataBytes(table.table().tags(), at, at + 1);
      size += dataBytes(table.table().columns(), table.from(), table.to());
    }
    return size;
  }

  /** Enough for some of the values of each buffer, gaps of alignment included. */
  private static long dataBytes(List<ValueBuffer> buffers, int from, int to) {
    long size = 0;
    for (ValueBuffer buffer : buffers) {
      size += 2L * POINTER + (to - from) * (buffer.hasLengths() ? 5L : 1L);
      size += Math.max(buffer.valueBytes(from, to), leastBytes(buffer, to - from));
    }
    return size;
  }

  private void begin(long dataAt, long dataBytes) {
    // What is cut off by alignment at the end is within the last gap; a byte keeps it from being 0.
    long size = dataAt + dataBytes + 1;
    if (size > Integer.MAX_VALUE) {
      throw Errors.misuse("a bind of " + size + " bytes is too large: make smaller batches");
    }
    if (size > memory.size()) {
      memory.close();
      memory = new Memory(Math.min(Integer.MAX_VALUE, size + size / 2));
    }
    address = Pointer.nativeValue(memory);
    bytes = memory.getByteBuffer(0, memory.size()).order(ByteOrder.nativeOrder());
    bytes.position((int) dataAt);
  }

  @Override
  public void close() {
    memory.close();
  }
}
