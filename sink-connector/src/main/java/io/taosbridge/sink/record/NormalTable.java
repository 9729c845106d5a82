package io.taosbridge.sink.record;

import io.taosbridge.connect.RecordNames;
import io.taosbridge.connect.SchemaParameters;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** Tells the records of a TDengine source's normal tables. */
public final class NormalTable {

  private static final PlaceTemplate NAME = PlaceTemplate.parse("${table}");

  private NormalTable() {}

  /** Whether the row is of a normal table: its schema names a database, and no supertable. */
  public static boolean isSourceOf(SinkRecord record, Object value) {
    Schema schema = Shapes.schemaOf(value);
    return Shapes.parameter(schema, SchemaParameters.DATABASE) != null
        && Shapes.parameter(schema, SchemaParameters.STABLE) == null
        && record.headers().lastWithName(RecordNames.STABLE_HEADER) == null;
  }

  /**
   * @throws BadRecordException if the record does not tell it
   */
  public static String name(SinkRecord record, Object value) {
    return NAME.fill(record, value);
  }
}
