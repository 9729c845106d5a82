package io.taosbridge.sink.cell;

import static io.taosbridge.sink.cell.CellWriters.isDecimal;
import static io.taosbridge.sink.cell.CellWriters.mismatch;

import io.taosbridge.block.ColumnType;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.PolicyOptions.TooLong;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.connect.data.Schema;

/** Writes bytes. */
final class ByteCells {

  private final ColumnType column;
  private final Lengths lengths;
  private final int limit;

  ByteCells(ColumnType column, TooLong tooLong) {
    this.column = column;
    this.lengths = new Lengths(column, tooLong);
    this.limit = column.length() > 0 ? column.length() : Integer.MAX_VALUE;
  }

  CellWriter of(Schema field) {
    if (field.type() == Schema.Type.STRING) {
      throw new BadRecordException(
          "text cannot be written to "
              + column
              + ": it takes bytes, which JSON with a schema, Avro and Protobuf have");
    }
    if (field.type() != Schema.Type.BYTES || isDecimal(field)) {
      throw mismatch(field, column);
    }
    return (value, to) -> to.appendBytes(fitted(toBytes(value)));
  }

  private byte[] fitted(byte[] value) {
    if (value.length <= limit) {
      return value;
    }
    lengths.requireTruncation(value.length, "bytes");
    return Arrays.copyOf(value, limit);
  }

  static byte[] toBytes(Object value) {
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return bytes;
    }
    return (byte[]) value;
  }
}
