package io.taosbridge.sink;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.Precision;
import io.taosbridge.connect.FieldSchemas;
import io.taosbridge.connect.RecordNames;
import io.taosbridge.connect.SchemaParameters;
import io.taosbridge.sink.record.BadRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * What a record's schema says about the table it belongs in.
 *
 * @param timestamp the field with the primary timestamp
 * @param columns the other fields that are columns
 * @param tags the fields that are tags
 * @param precision what an INT64 counts that goes to a TIMESTAMP
 */
record RecordSchema(Field timestamp, List<Field> columns, List<Field> tags, Precision precision) {

  RecordSchema {
    columns = List.copyOf(columns);
    tags = List.copyOf(tags);
  }

  /**
   * @throws BadRecordException if there is no primary timestamp
   */
  static RecordSchema of(Schema schema, WritePlanner.Settings settings) {
    Field timestamp = null;
    List<Field> columns = new ArrayList<>();
    List<Field> tags = new ArrayList<>();
    for (Field field : schema.fields()) {
      if (field.name().equals(RecordNames.TABLE_FIELD)) {
        continue;
      }
      if (isTag(field, settings)) {
        tags.add(field);
      } else if (timestamp == null && isTimestamp(field, settings)) {
        timestamp = field;
      } else {
        columns.add(field);
      }
    }
    if (timestamp == null) {
      throw new BadRecordException(
          settings.timestampField().isEmpty()
              ? "the record has no field for the primary timestamp"
              : "the record has no field `"
                  + settings.timestampField()
                  + "`, which "
                  + SinkConfig.TIMESTAMP_FIELD
                  + " names as the primary timestamp");
    }
    return new RecordSchema(timestamp, columns, tags, precisionOf(schema, settings));
  }

  private static boolean isTag(Field field, WritePlanner.Settings settings) {
    return settings.tags().contains(field.name())
        || "true".equals(parameter(field.schema(), SchemaParameters.TAG));
  }

  private static boolean isTimestamp(Field field, WritePlanner.Settings settings) {
    return settings.timestampField().isEmpty() || settings.timestampField().equals(field.name());
  }

  private static Precision precisionOf(Schema schema, WritePlanner.Settings settings) {
    String symbol = parameter(schema, SchemaParameters.PRECISION);
    try {
      return symbol == null ? settings.timestampUnit() : Precision.ofSymbol(symbol);
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(
          "schema parameter " + SchemaParameters.PRECISION + ": " + e.getMessage(), e);
    }
  }

  private static String parameter(Schema schema, String name) {
    return schema.parameters() == null ? null : schema.parameters().get(name);
  }

  /** The columns but the primary timestamp, then the tags. */
  List<Field> fields() {
    List<Field> all = new ArrayList<>(columns);
    all.addAll(tags);
    return all;
  }

  /**
   * The statement that makes a supertable for such records.
   *
   * @throws BadRecordException if the records cannot have a supertable
   */
  String createStable(StableName name) {
    if (tags.isEmpty()) {
      throw new BadRecordException(
          "supertable "
              + name
              + " does not exist, and cannot be created for a record without"
              + " tags: name them with "
              + SinkConfig.TAGS);
    }
    return "CREATE STABLE IF NOT EXISTS "
        + name
        + " ("
        + Identifiers.quote(timestamp.name())
        + " TIMESTAMP"
        + declared(columns)
        + ") TAGS ("
        + declared(tags).substring(2)
        + ")";
  }

  private static String declared(List<Field> fields) {
    StringBuilder declared = new StringBuilder();
    for (Field field : fields) {
      declared
          .append(", ")
          .append(Identifiers.quote(field.name()))
          .append(' ')
          .append(typeOf(field).toSql());
    }
    return declared.toString();
  }

  /** Tells of a column or tag that the supertable lacks, and how to add it. */
  String missingColumn(StableName name, Field field) {
    String kind = tags.contains(field) ? "TAG" : "COLUMN";
    String type = typeOf(field).toSql();
    return String.format(
        "Supertable %s has no %s `%s` of type %s, which the records have. Add it with"
            + " \"ALTER STABLE %s ADD %s %s %s\" and restart the task, or drop the field with a"
            + " transform.",
        name,
        kind.toLowerCase(Locale.ROOT),
        field.name(),
        type,
        name,
        kind,
        Identifiers.quote(field.name()),
        type);
  }

  private static ColumnType typeOf(Field field) {
    try {
      return FieldSchemas.typeOf(field.schema());
    } catch (DataException e) {
      throw BadRecordException.in(field.name(), e);
    }
  }
}
