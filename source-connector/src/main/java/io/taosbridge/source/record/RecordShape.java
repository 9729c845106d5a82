package io.taosbridge.source.record;

import io.taosbridge.block.Block;
import io.taosbridge.block.Column;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Field;
import io.taosbridge.connect.CellReader;
import io.taosbridge.connect.FieldSchemas;
import io.taosbridge.connect.RecordNames;
import io.taosbridge.connect.SchemaParameters;
import io.taosbridge.source.topic.TopicInfo;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * The schema of the values of like records, and how to fill them: columns in table order, then
 * tags, then the table's name.
 */
public final class RecordShape {

  private static final int NONE = -1;

  private final Schema schema;
  private final org.apache.kafka.connect.data.Field[] fields;
  private final CellReader[] readers;
  private final int tagCount;
  private final boolean withTableName;
  private final int tableNameColumn;
  private final int timestampColumn;
  private final long timestampUnitsPerMilli;

  private RecordShape(Schema schema, List<Field> columns, int tagCount, Precision precision) {
    this.schema = schema;
    this.fields = schema.fields().toArray(new org.apache.kafka.connect.data.Field[0]);
    this.readers =
        columns.stream()
            .map(column -> CellReader.of(column.type(), precision))
            .toArray(CellReader[]::new);
    this.tagCount = tagCount;
    this.withTableName = fields.length > readers.length + tagCount;
    this.tableNameColumn = tableNameColumn(columns);
    boolean timestamped = isTimestamp(columns.get(0));
    this.timestampColumn = timestamped ? 0 : NONE;
    this.timestampUnitsPerMilli = precision.unitsPerSecond() / 1_000;
  }

  private static boolean isTimestamp(Field column) {
    return column.type().type() == DataType.TIMESTAMP;
  }

  private static int tableNameColumn(List<Field> columns) {
    for (int i = 0; i < columns.size(); i++) {
      Field column = columns.get(i);
      if (column.name().equals(RecordNames.TABLE_FIELD)
          && column.type().type() == DataType.VARCHAR) {
        return i;
      }
    }
    return NONE;
  }

  /**
   * The shape of the rows of a table.
   *
   * @param table one of the tables that share this shape
   */
  public static RecordShape ofTable(
      String database,
      TaggedTable table,
      int schemaVersion,
      List<Field> columns,
      Precision precision,
      boolean withTableName) {
    String name = database + "." + (table.stable() == null ? table.name() : table.stable());
    SchemaBuilder builder = struct(name, schemaVersion, database, precision);
    if (table.stable() != null) {
      builder.parameter(SchemaParameters.STABLE, table.stable());
    }
    for (int i = 0; i < columns.size(); i++) {
      Field column = columns.get(i);
      boolean primaryTimestamp = i == 0 && isTimestamp(column);
      builder.field(
          column.name(),
          primaryTimestamp
              ? FieldSchemas.required(column.type(), precision)
              : FieldSchemas.column(column.type(), precision));
    }
    for (TagField tag : table.tags()) {
      builder.field(tag.name(), tag.schema());
    }
    if (withTableName) {
      builder.field(RecordNames.TABLE_FIELD, Schema.STRING_SCHEMA);
    }
    return new RecordShape(builder.build(), columns, table.tags().size(), precision);
  }

  /** The shape of the rows of a query topic: just what was selected. */
  public static RecordShape ofQuery(
      TopicInfo topic, int schemaVersion, List<Field> columns, Precision precision) {
    SchemaBuilder builder =
        struct(topic.database() + "." + topic.name(), schemaVersion, topic.database(), precision);
    for (Field column : columns) {
      builder.field(column.name(), FieldSchemas.column(column.type(), precision));
    }
    return new RecordShape(builder.build(), columns, 0, precision);
  }

  private static SchemaBuilder struct(
      String name, int version, String database, Precision precision) {
    return SchemaBuilder.struct()
        .name(name)
        .version(version)
        .parameter(SchemaParameters.DATABASE, database)
        .parameter(SchemaParameters.PRECISION, precision.symbol());
  }

  public Schema schema() {
    return schema;
  }

  /**
   * The value of a row.
   *
   * @param tags the values of the tags
   */
  public Struct value(Block block, int row, Object[] tags, String tableName) {
    Struct value = new Struct(schema);
    int field = 0;
    for (CellReader reader : readers) {
      value.put(fields[field], reader.read(block.column(field), row));
      field++;
    }
    for (int i = 0; i < tagCount; i++) {
      value.put(fields[field++], tags[i]);
    }
    if (withTableName) {
      value.put(fields[field], tableName);
    }
    return value;
  }

  /** Whether rows tell their table's name themselves. */
  public boolean selectsTableName() {
    return tableNameColumn != NONE;
  }

  /** The table's name in a column of the row, or null. */
  public String selectedTableName(Block block, int row) {
    return tableNameColumn == NONE ? null : block.column(tableNameColumn).getString(row);
  }

  /** The row's time in milliseconds since 1970; null if it has none or is before, as for Kafka. */
  public Long timestamp(Block block, int row) {
    if (timestampColumn == NONE) {
      return null;
    }
    Column column = block.column(timestampColumn);
    if (column.isNull(row)) {
      return null;
    }
    long millis = Math.floorDiv(column.getLong(row), timestampUnitsPerMilli);
    // Kafka refuses a record with a negative timestamp.
    return millis < 0 ? null : millis;
  }
}
