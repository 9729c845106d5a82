package io.taosbridge.sink.cell;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.client.ValueAppender;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.FieldValues;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;

/** Writes values that tell their own type; most are of the same as the one before. */
final class UntypedCells implements CellWriter {

  private record Known(Class<?> type, CellWriter writer) {}

  private final CellWriters writers;
  private final ColumnType column;
  private Known last = new Known(null, null);

  UntypedCells(CellWriters writers, ColumnType column) {
    this.writers = writers;
    this.column = column;
  }

  @Override
  public void write(Object value, ValueAppender to) {
    writerOf(value).write(value, to);
  }

  /** Nearly always by the loop of one writer. */
  @Override
  public void writeAll(FieldValues values, int count, ValueBuffer to) {
    int sample = values.sampleOfAll(count);
    if (sample >= 0) {
      writerOf(values.get(sample)).writeAll(values, count, to);
      return;
    }
    for (int i = 0; i < count; i++) {
      writeAny(values, i, to);
    }
  }

  private CellWriter writerOf(Object value) {
    Known known = last;
    if (known.type != value.getClass()) {
      known = new Known(value.getClass(), writer(value));
      last = known;
    }
    return known.writer;
  }

  private CellWriter writer(Object value) {
    if (column.type() == DataType.TIMESTAMP) {
      return writers.untypedTimestamp();
    }
    // A converter has read it from decimal digits, and it is those that count: JSON's 20.1.
    return column.type() == DataType.FLOAT && value instanceof Double
        ? new FloatByDigitsCells(column)
        : writers.of(schemaOf(value), column);
  }

  private Schema schemaOf(Object value) {
    if (value instanceof Boolean) {
      return Schema.BOOLEAN_SCHEMA;
    } else if (value instanceof Byte) {
      return Schema.INT8_SCHEMA;
    } else if (value instanceof Short) {
      return Schema.INT16_SCHEMA;
    } else if (value instanceof Integer) {
      return Schema.INT32_SCHEMA;
    } else if (value instanceof Long) {
      return Schema.INT64_SCHEMA;
    } else if (value instanceof Float) {
      return Schema.FLOAT32_SCHEMA;
    } else if (value instanceof Double) {
      return Schema.FLOAT64_SCHEMA;
    } else if (value instanceof String) {
      return Schema.STRING_SCHEMA;
    } else if (value instanceof BigDecimal) {
      return Decimal.schema(0); // each value has its own scale
    } else if (value instanceof Date) {
      return Timestamp.SCHEMA;
    } else if (value instanceof byte[] || value instanceof ByteBuffer) {
      return Schema.BYTES_SCHEMA;
    }
    throw new BadRecordException(
        "a " + value.getClass().getSimpleName() + " cannot be written to " + column);
  }
}
