package io.taosbridge.embedded.server;

import io.taosbridge.block.DataType;
import io.taosbridge.embedded.engine.BoundColumn;
import io.taosbridge.embedded.engine.BoundTable;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the payload of a stmt2 bind (stmt2.md, sections 4 and 5). */
final class BindPayload {

  private static final int HEADER_LENGTH = 28;

  private final ByteBuffer payload;
  private final int tables;
  private final int tagCount;
  private final int columnCount;
  private final int namesAt;
  private final int tagsAt;
  private final int columnsAt;

  private BindPayload(ByteBuffer payload) {
    this.payload = payload;
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
      byte[] name = bytes(length);
      names.add(new String(name, 0, length - 1, StandardCharsets.UTF_8));
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
    byte[] nulls = bytes(rows);
    boolean variable = payload.get() != 0;
    int[] lengths = new int[variable ? rows : 0];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = payload.getInt();
    }
    int bufferLength = payload.getInt();
    int buffer = payload.position();
    Object[] values = new Object[rows];
    for (int i = 0; i < rows; i++) {
      if (variable) {
        values[i] = nulls[i] == 0 ? bytes(lengths[i]) : null;
      } else if (nulls[i] == 0) {
        values[i] = fixed(type, buffer + i * type.width());
      }
    }
    payload.position(buffer + bufferLength);
    if (payload.position() - start != total) {
      throw new ProtocolException(
          "bind data length error, expect " + total + ", but get " + (payload.position() - start));
    }
    return new BoundColumn(type, values);
  }

  private Object fixed(DataType type, int at) {
    return switch (type) {
      case BOOL -> payload.get(at) != 0;
      case TINYINT -> payload.get(at);
      case SMALLINT -> payload.getShort(at);
      case INT -> payload.getInt(at);
      case BIGINT, TIMESTAMP -> payload.getLong(at);
      case FLOAT -> payload.getFloat(at);
      case DOUBLE -> payload.getDouble(at);
      case UTINYINT -> (short) Byte.toUnsignedInt(payload.get(at));
      case USMALLINT -> Short.toUnsignedInt(payload.getShort(at));
      case UINT -> Integer.toUnsignedLong(payload.getInt(at));
      case UBIGINT -> unsigned(payload.getLong(at));
      default -> throw new ProtocolException("unsupported data type " + type.code());
    };
  }

  private static BigInteger unsigned(long bits) {
    return bits >= 0 ? BigInteger.valueOf(bits) : new BigInteger(Long.toUnsignedString(bits));
  }

  private byte[] bytes(int length) {
    if (length < 0) {
      throw new ProtocolException("bind data length error");
    }
    byte[] bytes = new byte[length];
    payload.get(bytes);
    return bytes;
  }
}
