package io.taosbridge.sink.meta;

import io.taosbridge.block.Precision;
import io.taosbridge.connect.FieldSchemas;
import io.taosbridge.connect.RecordNames;
import io.taosbridge.connect.SchemaParameters;
import io.taosbridge.sink.plan.Row;
import io.taosbridge.sink.record.BadRecordException;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What a record without a value says is gone.
 *
 * @param table the child or normal table
 * @param row the row of that time; empty if the table is gone
 */
@SuppressWarnings("JavaUtilDate") // Connect's Timestamp is one
public record Tombstone(String table, Optional<Row> row) {

  /** When a row was, in its precision. */
  public record Row(long time, Precision precision) {}

  /**
   * @throws BadRecordException if the key names no table, or has more than a table and a time
   */
  public static Tombstone of(SinkRecord record) {
    Object key = record.key();
    if (key instanceof String table) {
      return new Tombstone(table, Optional.empty());
    }
    if (key instanceof Struct struct && struct.schema().field(RecordNames.TABLE_FIELD) != null) {
      String table = String.valueOf(struct.get(RecordNames.TABLE_FIELD));
      Optional<Row> row = Optional.empty();
      for (Field field : struct.schema().fields()) {
        if (!field.name().equals(RecordNames.TABLE_FIELD)) {
          if (row.isPresent()) {
            throw unknown(key);
          }
          row = Optional.of(row(field.schema(), struct.get(field), key));
        }
      }
      return new Tombstone(table, row);
    }
    throw unknown(key);
  }

  private static Row row(Schema schema, Object time, Object key) {
    if (time instanceof Date date && Timestamp.LOGICAL_NAME.equals(schema.name())) {
      return new Row(date.getTime(), Precision.MILLISECONDS);
    }
    if (time instanceof Long units) {
      return new Row(units, precision(schema));
    }
    throw unknown(key);
  }

  private static Precision precision(Schema schema) {
    if (FieldSchemas.NANO_TIMESTAMP.equals(schema.name())) {
      return Precision.NANOSECONDS;
    }
    if (FieldSchemas.MICRO_TIMESTAMP.equals(schema.name())) {
      return Precision.MICROSECONDS;
    }
    Map<String, String> parameters = schema.parameters();
    String symbol = parameters == null ? null : parameters.get(SchemaParameters.PRECISION);
    return symbol == null ? Precision.MILLISECONDS : Precision.ofSymbol(symbol);
  }

  private static BadRecordException unknown(Object key) {
    return new BadRecordException(
        "the record has no value, and its key names neither a table nor one row of a table: "
            + key);
  }
}
