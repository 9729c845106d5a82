package io.taosbridge.bench.micro;

import com.taosdata.jdbc.BlockData;
import io.netty.buffer.Unpooled;
import io.taosbridge.client.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The same bytes as the vendor's JDBC driver decodes them: lists of objects, column by column. */
final class VendorBlock {

  private static final int SUCCESS = 0;
  private static final int MILLISECONDS = 0;

  private VendorBlock() {}

  /** What the driver reads: the block behind its length. */
  static ByteBuffer frame(ByteBuffer block) {
    return ByteBuffer.allocate(Integer.BYTES + block.remaining())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(block.remaining())
        .put(block.duplicate())
        .flip();
  }

  @SuppressWarnings("deprecation") // the driver itself describes its fields by it
  static List<List<Object>> decode(ByteBuffer frame, int rows, List<Field> columns) {
    List<com.taosdata.jdbc.rs.RestfulResultSet.Field> fields =
        columns.stream()
            .map(
                column ->
                    new com.taosdata.jdbc.rs.RestfulResultSet.Field(
                        column.name(),
                        0,
                        column.type().length(),
                        "",
                        column.type().type().code(),
                        column.type().scale(),
                        column.type().precision()))
            .toList();
    BlockData data =
        new BlockData(
            null,
            SUCCESS,
            "",
            rows,
            Unpooled.wrappedBuffer(frame.duplicate()),
            fields,
            MILLISECONDS);
    data.handleData();
    return data.getData();
  }
}
