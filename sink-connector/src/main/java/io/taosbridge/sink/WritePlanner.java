package io.taosbridge.sink;

import io.taosbridge.block.Precision;
import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.sink.record.BadRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.ToLongFunction;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;

/** Works out how records of a schema get into their supertable, which is made if need be. */
final class WritePlanner {

  private final Settings settings;
  private final TargetNames names;
  private final TargetTables tables;

  /**
   * @param timestampField the field with the primary timestamp; empty for the first field
   * @param timestampUnit what an INT64 counts whose schema names no precision
   * @param tags the fields that become tags, besides those that their schema marks
   * @param createTables whether child tables may be created
   */
  record Settings(
      String timestampField, Precision timestampUnit, Set<String> tags, boolean createTables) {

    Settings {
      tags = Set.copyOf(tags);
    }
  }

  WritePlanner(Settings settings, TargetNames names, TargetTables tables) {
    this.settings = settings;
    this.names = names;
    this.tables = tables;
  }

  /**
   * @throws BadRecordException if no record of this schema can be written
   * @throws ConnectException if the target lacks something that may not be made
   */
  WritePlan plan(String topic, Schema schema) {
    StableName stable = new StableName(names.database(topic, schema), names.stable(topic, schema));
    RecordSchema record = RecordSchema.of(schema, settings);
    Precision target = tables.precision(stable.database(), record.precision());
    TargetStable described = tables.stable(stable, record);
    return plan(stable, record, described, new Timestamps(record.precision(), target));
  }

  private WritePlan plan(
      StableName name, RecordSchema record, TargetStable stable, Timestamps timestamps) {
    List<WritePlan.Cell> columns = new ArrayList<>();
    List<WritePlan.Cell> tags = new ArrayList<>();
    Field compositeKey = null;
    for (Field field : record.fields()) {
      ColumnInfo column = stable.column(field.name());
      if (column == null) {
        throw new ConnectException(record.missingColumn(name, field));
      }
      if (column.equals(stable.primaryTimestamp())) {
        throw new BadRecordException(
            "fields `"
                + record.timestamp().name()
                + "` and `"
                + field.name()
                + "` both go to the primary timestamp");
      }
      if (column.tag()) {
        if (settings.createTables()) {
          tags.add(cell(field, column, timestamps));
        }
        continue;
      }
      if (column.compositeKey()) {
        compositeKey = field;
      }
      columns.add(cell(field, column, timestamps));
    }
    if (compositeKey == null && stable.hasCompositeKey()) {
      throw new BadRecordException("the record lacks the composite key column of " + name);
    }
    return new WritePlan(
        name,
        insertSql(name, stable, columns, tags),
        record.timestamp(),
        timestampReader(record.timestamp(), timestamps),
        compositeKey,
        columns,
        tags);
  }

  private static WritePlan.Cell cell(Field field, ColumnInfo column, Timestamps timestamps) {
    try {
      return new WritePlan.Cell(
          field, column.name(), CellWriters.of(field.schema(), column.type(), timestamps));
    } catch (BadRecordException e) {
      throw BadRecordException.in(column.name(), e);
    }
  }

  private static ToLongFunction<Object> timestampReader(Field field, Timestamps timestamps) {
    try {
      return timestamps.reader(field.schema());
    } catch (BadRecordException e) {
      throw BadRecordException.in(field.name(), e);
    }
  }

  private static String insertSql(
      StableName name,
      TargetStable stable,
      List<WritePlan.Cell> columns,
      List<WritePlan.Cell> tags) {
    StringJoiner fields = new StringJoiner(", ", "(", ")");
    StringJoiner values = new StringJoiner(", ", "(", ")");
    fields.add("tbname").add(Identifiers.quote(stable.primaryTimestamp().name()));
    values.add("?").add("?");
    for (List<WritePlan.Cell> cells : List.of(columns, tags)) {
      for (WritePlan.Cell cell : cells) {
        fields.add(Identifiers.quote(cell.column()));
        values.add("?");
      }
    }
    return "INSERT INTO " + name + " " + fields + " VALUES " + values;
  }
}
