package io.taosbridge.sink;

import io.taosbridge.connect.RecordNames;
import io.taosbridge.connect.SchemaParameters;
import io.taosbridge.connect.Template;
import io.taosbridge.sink.record.BadRecordException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Names the database, supertable and child table of a record, by templates.
 *
 * @param database over topic and database
 * @param stable over topic, database and stable
 * @param table over topic, database, stable, table and key
 */
record TargetNames(Template database, Template stable, Template table) {

  static final Set<String> DATABASE_PLACEHOLDERS = sorted("database", "topic");
  static final Set<String> STABLE_PLACEHOLDERS = sorted("database", "stable", "topic");
  static final Set<String> TABLE_PLACEHOLDERS =
      sorted("database", "key", "stable", "table", "topic");

  private static Set<String> sorted(String... names) {
    return Collections.unmodifiableSet(new TreeSet<>(List.of(names)));
  }

  /**
   * @throws BadRecordException if the schema lacks what the template needs
   */
  String database(String topic, Schema schema) {
    return database.fill(name -> ofSchema(name, topic, schema));
  }

  /**
   * @throws BadRecordException if the schema lacks what the template needs
   */
  String stable(String topic, Schema schema) {
    return stable.fill(name -> ofSchema(name, topic, schema));
  }

  /**
   * @param record with a Struct as value
   * @throws BadRecordException if the record lacks what the template needs
   */
  String table(SinkRecord record) {
    return table.fill(
        name ->
            switch (name) {
              case "table" -> ownTable(record);
              case "key" -> record.key() == null ? null : record.key().toString();
              default -> ofSchema(name, record.topic(), ((Struct) record.value()).schema());
            });
  }

  private static String ofSchema(String name, String topic, Schema schema) {
    return switch (name) {
      case "topic" -> topic;
      case "database" -> parameter(schema, SchemaParameters.DATABASE);
      case "stable" -> parameter(schema, SchemaParameters.STABLE);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String parameter(Schema schema, String name) {
    return schema.parameters() == null ? null : schema.parameters().get(name);
  }

  private static String ownTable(SinkRecord record) {
    Struct value = (Struct) record.value();
    Field field = value.schema().field(RecordNames.TABLE_FIELD);
    if (field != null && value.get(field) instanceof String name) {
      return name;
    }
    Header header = record.headers().lastWithName(RecordNames.TABLE_HEADER);
    return header == null || header.value() == null ? null : header.value().toString();
  }
}
