package io.taosbridge.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow at their end, integers in the order that TDengine writes them in. */
public final class LittleEndianBuffer {

  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private byte[] bytes;
  private int size;

  public LittleEndianBuffer(int initialCapacity) {
    bytes = new byte[initialCapacity];
  }

  private static VarHandle view(Class<?> arrayClass) {
    return MethodHandles.byteArrayViewVarHandle(arrayClass, ByteOrder.LITTLE_ENDIAN);
  }

  /** Bytes written so far. */
  public int size() {
    return size;
  }

  public void putByte(int value) {
    int at = grow(1); // first: growing replaces the array
    bytes[at] = (byte) value;
  }

  public void putShort(int value) {
    int at = grow(2);
    SHORT.set(bytes, at, (short) value);
  }

  public void putInt(int value) {
    int at = grow(4);
    INT.set(bytes, at, value);
  }

  public void putLong(long value) {
    int at = grow(8);
    LONG.set(bytes, at, value);
  }

  public void putBytes(byte[] value) {
    putBytes(value, 0, value.length);
  }

  public void putBytes(byte[] source, int from, int length) {
    int at = grow(length);
    System.arraycopy(source, from, bytes, at, length);
  }

  /** Puts the last bytes once more, so many times. */
  public void repeat(int length, int times) {
    int at = grow(Math.multiplyExact(length, times));
    for (int i = 0; i < times; i++) {
      System.arraycopy(bytes, at - length, bytes, at + i * length, length);
    }
  }

  int getInt(int at) {
    return (int) INT.get(bytes, at);
  }

  /** Whether one bit is set of a byte already written. */
  boolean hasBit(int index, int bit) {
    return (bytes[index] & bit) != 0;
  }

  /** Forgets what was put last. */
  public void truncate(int newSize) {
    size = newSize;
  }

  /** Replaces two bytes that were put before. */
  void setShort(int at, int value) {
    SHORT.set(bytes, at, (short) value);
  }

  public void putZeros(int count) {
    int at = grow(count);
    Arrays.fill(bytes, at, size, (byte) 0);
  }

  /** Sets one bit of a byte already written. */
  public void orByte(int index, int bits) {
    bytes[index] |= (byte) bits;
  }

  /** Appends the bytes written so far to a buffer. */
  public void writeTo(ByteBuffer target) {
    target.put(bytes, 0, size);
  }

  /** Appends the bytes written so far to another buffer. */
  public void writeTo(LittleEndianBuffer target) {
    target.putBytes(bytes, 0, size);
  }

  /** The bytes written so far, not copied: nothing may be written any more. */
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(bytes, 0, size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Makes room for more bytes at once, so that they are not moved again and again. */
  public void reserve(int count) {
    int needed = Math.addExact(size, count);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, needed);
    }
  }

  private int grow(int count) {
    int start = size;
    int needed = Math.addExact(size, count);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1) + 16));
    }
    size = needed;
    return start;
  }
}
