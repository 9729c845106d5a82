package io.taosbridge.schemaless;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.SchemalessPrecision;
import io.taosbridge.client.SchemalessProtocol;
import io.taosbridge.client.ValueBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;

/** What a reader makes of a text, written out. */
final class ReadPoints implements PointReader.Receiver {

  /** The time of points without one. */
  static final long NOW = 42;

  final List<Point> points = new ArrayList<>();
  final List<String> faults = new ArrayList<>();

  static ReadPoints of(SchemalessProtocol protocol, String text) {
    return read(
        PointReader.of(
            protocol, SchemalessPrecision.NANOSECOND, Precision.NANOSECONDS, TableNaming.BY_HASH),
        text);
  }

  static ReadPoints read(PointReader reader, String text) {
    ReadPoints read = new ReadPoints();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    reader.read(bytes, bytes.length, NOW, new Cells(), read);
    return read;
  }

  @Override
  public void point(Point point) {
    points.add(point);
  }

  @Override
  public void bad(int line, String reason) {
    faults.add(line + ": " + reason);
  }

  /** Each as {@code stable{tag=value} field=value:TYPE time}. */
  List<String> written() {
    return points.stream().map(ReadPoints::written).toList();
  }

  private static String written(Point point) {
    StringJoiner tags = new StringJoiner(",", "{", "}");
    for (Tag tag : point.table().tags()) {
      Object value = tag.value();
      String text =
          value instanceof byte[] bytes
              ? new String(bytes, StandardCharsets.UTF_8)
              : value + ":" + tag.type();
      tags.add(tag.name() + "=" + text);
    }
    StringJoiner fields = new StringJoiner(",");
    for (int i = 0; i < point.shape().size(); i++) {
      Attribute field = point.shape().fields().get(i);
      fields.add(field.name() + "=" + value(point, i) + ":" + field.type());
    }
    return point.table().supertable() + "" + tags + " " + fields + " " + point.timestamp();
  }

  private static String value(Point point, int field) {
    DataType type = point.shape().fields().get(field).type();
    Parameter column = new Parameter("c", ColumnType.of(type), Parameter.Role.COLUMN, null);
    ValueBuffer buffer = new BindBatch(List.of(column)).table("t").column(0);
    point.append(field, buffer);
    ByteBuffer bytes = ByteBuffer.allocate(buffer.valueBytes(0, 1)).order(ByteOrder.LITTLE_ENDIAN);
    buffer.writeValues(bytes, 0, 1);
    bytes.flip();
    return switch (type) {
      case BOOL -> Boolean.toString(bytes.get() != 0);
      case TINYINT -> Byte.toString(bytes.get());
      case UTINYINT -> Integer.toString(bytes.get() & 0xFF);
      case SMALLINT -> Short.toString(bytes.getShort());
      case USMALLINT -> Integer.toString(bytes.getShort() & 0xFFFF);
      case INT -> Integer.toString(bytes.getInt());
      case UINT -> Integer.toUnsignedString(bytes.getInt());
      case BIGINT -> Long.toString(bytes.getLong());
      case UBIGINT -> Long.toUnsignedString(bytes.getLong());
      case FLOAT -> Float.toString(bytes.getFloat());
      case DOUBLE -> Double.toString(bytes.getDouble());
      case VARBINARY, GEOMETRY -> HexFormat.of().formatHex(bytes.array());
      default -> new String(bytes.array(), StandardCharsets.UTF_8);
    };
  }
}
