package io.taosbridge.sink.cell;

import io.taosbridge.block.DataType;
import io.taosbridge.client.ValueBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the values that a buffer holds. */
public final class Decoded {

  private Decoded() {}

  /** The values of a column structure (stmt2.md, section 4). */
  public static Object[] values(ValueBuffer values) {
    ByteBuffer in =
        ByteBuffer.allocate(values.encodedLength(0, values.size())).order(ByteOrder.LITTLE_ENDIAN);
    values.encode(in, 0, values.size());
    in.flip().position(8);
    Object[] decoded = new Object[in.getInt()];
    byte[] nulls = new byte[decoded.length];
    in.get(nulls);
    int[] lengths = new int[decoded.length];
    boolean hasLengths = in.get() == 1;
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = hasLengths ? in.getInt() : values.type().type().width();
    }
    boolean allNull = in.getInt() == 0; // or all empty: no bytes either way
    for (int i = 0; i < decoded.length; i++) {
      byte[] bytes = new byte[allNull ? 0 : lengths[i]];
      in.get(bytes);
      decoded[i] = nulls[i] == 1 ? null : decode(values.type().type(), bytes);
    }
    return decoded;
  }

  private static Object decode(DataType type, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return switch (type) {
      case BOOL -> in.get() != 0;
      case TINYINT, UTINYINT -> in.get();
      case SMALLINT, USMALLINT -> in.getShort();
      case INT, UINT -> in.getInt();
      case BIGINT, UBIGINT, TIMESTAMP -> in.getLong();
      case FLOAT -> in.getFloat();
      case DOUBLE -> in.getDouble();
      case VARBINARY, GEOMETRY, BLOB, MEDIUMBLOB -> bytes;
      case VARCHAR, NCHAR, JSON, DECIMAL64, DECIMAL128, NULL ->
          new String(bytes, StandardCharsets.UTF_8);
    };
  }
}
