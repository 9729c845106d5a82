package io.taosbridge.transport.ws;

import io.taosbridge.block.DataType;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.TableBinding;
import io.taosbridge.client.ValueBuffer;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the values out of a bind frame, by the description of the protocol alone. */
final class RecordedBind {

  private static final int PAYLOAD = 30;

  private RecordedBind() {}

  static BindBatch decode(ByteBuffer frame, List<Parameter> parameters) {
    ByteBuffer payload =
        frame.slice(PAYLOAD, frame.limit() - PAYLOAD).order(ByteOrder.LITTLE_ENDIAN);
    int tables = payload.getInt(4);
    int namesAt = payload.getInt(16);
    int tagsAt = payload.getInt(20);
    BindBatch batch = new BindBatch(parameters);
    ByteBuffer names = payload.duplicate().position(namesAt + 2 * tables);
    ByteBuffer tags = payload.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    tags.position(tagsAt + 4 * tables);
    ByteBuffer columns = payload.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    columns.position(payload.getInt(24) + 4 * tables);
    for (int i = 0; i < tables; i++) {
      byte[] name = new byte[payload.getShort(namesAt + 2 * i) - 1];
      names.get(name).get();
      TableBinding table = batch.table(new String(name, StandardCharsets.UTF_8));
      table.tags().forEach(tag -> read(tags, tag));
      table.columns().forEach(column -> read(columns, column));
    }
    return batch;
  }

  private static void read(ByteBuffer in, ValueBuffer to) {
    int end = in.position() + in.getInt();
    in.getInt(); // type
    byte[] nulls = new byte[in.getInt()];
    in.get(nulls);
    int[] lengths = new int[nulls.length];
    boolean variable = in.get() == 1;
    for (int i = 0; variable && i < lengths.length; i++) {
      lengths[i] = in.getInt();
    }
    boolean empty = in.getInt() == 0;
    for (int i = 0; i < nulls.length; i++) {
      DataType type = to.type().type();
      if (variable) {
        byte[] bytes = new byte[lengths[i]];
        in.get(bytes);
        to.append(nulls[i] == 1 ? null : bytes);
      } else if (empty) {
        to.appendNull();
      } else {
        Object value = fixed(in, type);
        to.append(nulls[i] == 1 ? null : value);
      }
    }
    in.position(end);
  }

  private static Object fixed(ByteBuffer in, DataType type) {
    return switch (type) {
      case BOOL, TINYINT -> in.get();
      case UTINYINT -> Byte.toUnsignedInt(in.get());
      case SMALLINT -> in.getShort();
      case USMALLINT -> Short.toUnsignedInt(in.getShort());
      case INT -> in.getInt();
      case UINT -> Integer.toUnsignedLong(in.getInt());
      case UBIGINT -> new BigInteger(Long.toUnsignedString(in.getLong()));
      case FLOAT -> in.getFloat();
      case DOUBLE -> in.getDouble();
      default -> in.getLong();
    };
  }
}
