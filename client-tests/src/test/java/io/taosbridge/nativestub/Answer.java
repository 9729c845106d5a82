package io.taosbridge.nativestub;

import com.sun.jna.Memory;
import io.taosbridge.block.LittleEndianBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a call gives back, in the order in which C reads it (stub.h). */
final class Answer {

  static final Answer EMPTY = new Answer();

  private final LittleEndianBuffer bytes = new LittleEndianBuffer(256);

  Answer i8(int value) {
    bytes.putByte(value);
    return this;
  }

  Answer i32(int value) {
    bytes.putInt(value);
    return this;
  }

  Answer i64(long value) {
    bytes.putLong(value);
    return this;
  }

  Answer text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes, or null. */
  Answer bytes(byte[] value) {
    bytes.putInt(value == null ? -1 : value.length);
    if (value != null) {
      bytes.putBytes(value);
    }
    return this;
  }

  /** The answer behind its length, a code of 0 and an empty text. */
  Memory message() {
    ByteBuffer body = ByteBuffer.allocate(bytes.size());
    bytes.writeTo(body);
    return message(0, "", body.array());
  }

  static Memory failure(AdapterException e) {
    return message(e.code(), e.getMessage(), new byte[0]);
  }

  private static Memory message(int code, String text, byte[] body) {
    LittleEndianBuffer message = new LittleEndianBuffer(64 + body.length);
    byte[] words = text.getBytes(StandardCharsets.UTF_8);
    message.putInt(12 + words.length + body.length);
    message.putInt(code);
    message.putInt(words.length);
    message.putBytes(words);
    message.putBytes(body);
    Memory memory = new Memory(message.size());
    message.writeTo(memory.getByteBuffer(0, message.size()));
    return memory;
  }
}
