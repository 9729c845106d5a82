package io.taosbridge.embedded.server;

import io.taosbridge.block.DataType;
import io.taosbridge.embedded.engine.BoundBytes;
import io.taosbridge.embedded.engine.BoundColumn;
import io.taosbridge.embedded.engine.BoundFixed;
import io.taosbridge.embedded.engine.BoundTable;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads the payload of a stmt2 bind (stmt2.md, sections 4 and 5). */
final class BindPayload {

  private static final int HEADER_LENGTH = 28;

  private final ByteBuffer payload;

  /** What is behind the payload, and where it begins there. */
  private final byte[] bytes;

  private final int base;

  private final int tables;
  private final int tagCount;
  private final int columnCount;
  private final int namesAt;
  private final int tagsAt;
  private final int columnsAt;

  private BindPayload(ByteBuffer payload) {
    this.payload = payload;
    this.bytes = payload.array();
    this.base = payload.arrayOffset();
    int length = payload.getInt();
    if (length != payload.limit()) {
      throw new ProtocolException(
          "total length not match, expect " + payload.limit() + ", but get " + length);
    }
    tables = payload.getInt();
    tagCount = payload.getInt();
    columnCount = payload.getInt();
    namesAt = payload.getInt();
    tagsAt = payload.getInt();
    columnsAt = payload.getInt();
  }

  /**
   * @param payload with an array behind it, which belongs to what is bound from now on
   * @throws ProtocolException if the payload contradicts itself
   */
  static List<BoundTable> read(ByteBuffer payload) {
    if (payload.remaining() < HEADER_LENGTH) {
      throw new ProtocolException("message length is too short");
    }
    try {
      return new BindPayload(payload.slice().order(payload.order())).tables();
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new ProtocolException("bind data length error");
    }
  }

  private List<BoundTable> tables() {
    List<String> names = namesAt == 0 ? null : names();
    List<List<BoundColumn>> tags = tagsAt == 0 ? null : areas(tagsAt, tagCount);
    List<List<BoundColumn>> columns = columnsAt == 0 ? null : areas(columnsAt, columnCount);
    List<BoundTable> bound = new ArrayList<>(tables);
    for (int i = 0; i < tables; i++) {
      bound.add(
          new BoundTable(
              names == null ? null : names.get(i),
              tags == null ? null : tags.get(i),
              columns == null ? null : columns.get(i)));
    }
    return bound;
  }

  private List<String> names() {
    payload.position(namesAt);
    int[] lengths = new int[tables];
    for (int i = 0; i < tables; i++) {
      lengths[i] = Short.toUnsignedInt(payload.getShort());
      if (lengths[i] == 0) {
        throw new ProtocolException("table name length is zero");
      }
    }
    List<String> names = new ArrayList<>(tables);
    for (int length : lengths) {
      int name = base + skip(length);
      names.add(new String(bytes, name, length - 1, StandardCharsets.UTF_8));
    }
    return names;
  }

  private List<List<BoundColumn>> areas(int at, int perTable) {
    payload.position(at);
    for (int i = 0; i < tables; i++) {
      if (payload.getInt() == 0) {
        throw new ProtocolException("table data length is zero");
      }
    }
    List<List<BoundColumn>> areas = new ArrayList<>(tables);
    for (int i = 0; i < tables; i++) {
      List<BoundColumn> columns = new ArrayList<>(perTable);
      for (int j = 0; j < perTable; j++) {
        columns.add(column());
      }
      areas.add(columns);
    }
    return areas;
  }

  private BoundColumn column() {
    int start = payload.position();
    int total = payload.getInt();
    DataType type = DataType.ofCode(payload.getInt());
    int rows = payload.getInt();
    int nulls = skip(rows);
    boolean variable = payload.get() != 0;
    int[] lengths = new int[variable ? rows : 0];
    payload.asIntBuffer().get(lengths);
    skip(lengths.length * Integer.BYTES);
    int bufferLength = payload.getInt();
    int buffer = payload.position();
    BoundColumn column =
        variable ? ofBytes(type, nulls, lengths, buffer) : ofFixed(type, rows, nulls, buffer);
    payload.position(buffer + bufferLength);
    if (payload.position() - start != total) {
      throw new ProtocolException(
          "bind data length error, expect " + total + ", but get " + (payload.position() - start));
    }
    return column;
  }

  private BoundColumn ofBytes(DataType type, int nulls, int[] lengths, int buffer) {
    int[] starts = new int[lengths.length];
    payload.position(buffer);
    for (int i = 0; i < starts.length; i++) {
      starts[i] = payload.get(nulls + i) == 0 ? base + skip(lengths[i]) : BoundBytes.NULL;
    }
    return new BoundBytes(type, bytes, starts, lengths);
  }

  private BoundColumn ofFixed(DataType type, int rows, int nulls, int buffer) {
    int values = rows;
    while (values > 0 && payload.get(nulls + values - 1) != 0) {
      values--;
    }
    if (values > 0) {
      if (!isFixed(type)) {
        throw new ProtocolException("unsupported data type " + type.code());
      }
      Objects.checkFromIndexSize(buffer, values * type.width(), payload.limit());
    }
    return new BoundFixed(type, rows, bytes, base + nulls, base + buffer);
  }

  private static boolean isFixed(DataType type) {
    return !type.isVariable() && !type.isDecimal() && type != DataType.NULL;
  }

  /** Steps over bytes; answers where they begin. */
  private int skip(int length) {
    if (length < 0) {
      throw new ProtocolException("bind data length error");
    }
    int at = payload.position();
    payload.position(at + length);
    return at;
  }
}
