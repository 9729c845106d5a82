package io.taosbridge.transport.jni;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.client.error.Errors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Lays out values as an array of TAOS_MULTI_BIND (native.md, section 3): unlike STMT2, every value
 * of a column has a slot of the same size.
 */
final class MultiBind {

  private static final int BIND = 48;
  private static final int ALIGNMENT = 8;

  private final ByteBuffer bytes;
  private final long address;

  private MultiBind(Memory memory) {
    bytes = memory.getByteBuffer(0, memory.size()).order(ByteOrder.nativeOrder());
    address = Pointer.nativeValue(memory);
  }

  /** Lays out some of the values of each buffer; the caller frees the memory after the call. */
  static Memory of(List<ValueBuffer> buffers, int from, int to) {
    long size = (long) buffers.size() * BIND + 1;
    for (ValueBuffer buffer : buffers) {
      size += 3L * ALIGNMENT + (to - from) * (5L + slot(buffer, from, to));
    }
    if (size > Integer.MAX_VALUE) {
      throw Errors.misuse("a bind of " + size + " bytes is too large: bind fewer rows");
    }
    Memory memory = new Memory(size);
    MultiBind layout = new MultiBind(memory);
    layout.bytes.position(buffers.size() * BIND);
    for (int i = 0; i < buffers.size(); i++) {
      layout.put(i * BIND, buffers.get(i), from, to);
    }
    return memory;
  }

  /** Bytes of the longest value. */
  private static int slot(ValueBuffer buffer, int from, int to) {
    if (!buffer.hasLengths()) {
      return buffer.type().type().width();
    }
    int longest = 1;
    for (int i = from; i < to; i++) {
      longest = Math.max(longest, buffer.length(i));
    }
    return longest;
  }

  private void put(int at, ValueBuffer buffer, int from, int to) {
    int count = to - from;
    int slot = slot(buffer, from, to);
    bytes.putInt(at, buffer.type().type().code());
    bytes.putLong(at + 16, slot);
    bytes.putInt(at + 40, count);
    align();
    bytes.putLong(at + 24, address + bytes.position());
    for (int i = from; i < to; i++) {
      bytes.putInt(buffer.hasLengths() ? buffer.length(i) : slot);
    }
    bytes.putLong(at + 32, address + bytes.position());
    buffer.writeNulls(bytes, from, to);
    align();
    int start = bytes.position();
    bytes.putLong(at + 8, address + start);
    if (buffer.hasLengths()) {
      ByteBuffer packed = ByteBuffer.allocate(buffer.valueBytes(from, to));
      buffer.writeValues(packed, from, to);
      packed.flip();
      for (int i = from; i < to; i++) {
        int length = buffer.length(i);
        bytes.put(start + (i - from) * slot, packed, packed.position(), length);
        packed.position(packed.position() + length);
      }
    } else {
      buffer.writeValues(bytes, from, to);
    }
    bytes.position(start + count * slot);
  }

  private void align() {
    bytes.position((bytes.position() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
  }
}
