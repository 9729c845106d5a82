package io.taosbridge.embedded.golden;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A decoder of raw data messages of its own, from tmq.md, section 4. */
final class RawTmqMessage {

  /** One block as comparable texts. */
  record TableBlock(String table, String head, List<String> rows) {}

  final long request;
  final long response;
  final List<TableBlock> blocks = new ArrayList<>();
  final int rest;
  private final ByteBuffer in;

  RawTmqMessage(ByteBuffer payload) {
    in = payload.slice().order(ByteOrder.LITTLE_ENDIAN);
    expect(100, in.get());
    expect(18, in.getInt());
    expect(0x11, in.get());
    request = in.getLong();
    expect(0x11, in.get());
    response = in.getLong();
    int count = in.getInt();
    boolean withTable = false;
    if (count > 0) {
      withTable = in.get() != 0;
      expect(1, in.get());
    }
    for (int i = 0; i < count; i++) {
      block(withTable);
    }
    rest = in.remaining();
  }

  private void block(boolean withTable) {
    int length = unsigned();
    int end = in.position() + length;
    long version = in.getLong();
    long rows = Long.reverseBytes(in.getLong());
    int compressed = in.get();
    int precision = in.get();
    ByteBuffer block = in.slice(in.position(), end - in.position());
    in.position(end);
    StringBuilder head = new StringBuilder();
    head.append("version ").append(version).append(", rows ").append(rows);
    head.append(", compressed ").append(compressed).append(", precision ").append(precision);
    head.append(", block ").append(Rows.header(block));
    int columns = zigzag();
    head.append(", schema ").append(zigzag());
    for (int i = 0; i < columns; i++) {
      head.append(" [").append(in.get()).append(" flags ").append(in.get());
      head.append(" bytes ").append(zigzag()).append(" id ").append(zigzag());
      head.append(' ').append(name()).append(']');
    }
    blocks.add(new TableBlock(withTable ? name() : "", head.toString(), Rows.of(block)));
  }

  private String name() {
    byte[] name = new byte[unsigned() - 1];
    in.get(name);
    expect(0, in.get());
    return new String(name, StandardCharsets.UTF_8);
  }

  private int zigzag() {
    int value = unsigned();
    return (value >>> 1) ^ -(value & 1);
  }

  private int unsigned() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = in.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static void expect(int expected, int actual) {
    if (expected != actual) {
      throw new AssertionError("expected " + expected + " but found " + actual);
    }
  }
}
