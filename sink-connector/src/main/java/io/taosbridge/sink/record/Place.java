package io.taosbridge.sink.record;

import io.taosbridge.connect.RecordNames;
import io.taosbridge.connect.SchemaParameters;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Where in a record a value comes from, as placeholders name it.
 *
 * @param text what stands between the braces
 * @param fixed whether all records of one topic have the same value, if their values have this
 *     schema, which may be null
 * @param schema of the value, given the schema of the record's value, which may be null; null if
 *     each value tells its own type
 */
record Place(
    String text, ValueReader reader, Predicate<Schema> fixed, Function<Schema, Schema> schema) {

  /** What a placeholder may be. */
  static final String EXPECTED =
      "${topic}, ${topic[n]}, ${key}, ${key.field}, ${value.field}, ${header.name}, ${timestamp},"
          + " ${timestamp:pattern}, ${partition}, ${offset}, ${now}, ${database}, ${stable} or"
          + " ${table}";

  private static final Pattern TOPIC_PART = Pattern.compile("topic\\[(\\d{1,3})]");
  private static final String KEY = "key.";
  private static final String VALUE = "value.";
  private static final String HEADER = "header.";
  private static final String PATTERN = "timestamp:";

  /**
   * @throws IllegalArgumentException if there is no such placeholder
   */
  static Place parse(String text) {
    return switch (text) {
      case "topic" -> fixedText(text, (record, value) -> record.topic());
      case "partition" ->
          typed(text, Schema.INT32_SCHEMA, (record, value) -> record.kafkaPartition());
      case "offset" -> typed(text, Schema.INT64_SCHEMA, (record, value) -> record.kafkaOffset());
      case "timestamp" ->
          typed(
              text,
              Timestamp.SCHEMA,
              (record, value) ->
                  record.timestamp() == null
                      ? null
                      : Date.from(Instant.ofEpochMilli(record.timestamp())));
      case "now" -> typed(text, Timestamp.SCHEMA, (record, value) -> Date.from(Instant.now()));
      case "key" -> open(text, (record, value) -> record.key());
      case "table" -> text(text, Place::table);
      case "database" -> origin(text, SchemaParameters.DATABASE, RecordNames.DATABASE_HEADER);
      case "stable" -> origin(text, SchemaParameters.STABLE, RecordNames.STABLE_HEADER);
      default -> parseCompound(text);
    };
  }

  private static Place parseCompound(String text) {
    Matcher part = TOPIC_PART.matcher(text);
    if (part.matches()) {
      int index = Integer.parseInt(part.group(1));
      return fixedText(text, (record, value) -> partOf(record.topic(), index));
    }
    if (isCompound(text, VALUE)) {
      FieldPath path = new FieldPath(text.substring(VALUE.length()));
      return new Place(
          text, path, schema -> false, schema -> schema == null ? null : path.schema(schema));
    }
    if (isCompound(text, KEY)) {
      FieldPath path = new FieldPath(text.substring(KEY.length()));
      return open(text, (record, value) -> path.read(record.key()));
    }
    if (isCompound(text, HEADER)) {
      String name = text.substring(HEADER.length());
      return open(text, (record, value) -> header(record, name));
    }
    if (isCompound(text, PATTERN)) {
      DateTimeFormatter format = format(text.substring(PATTERN.length()));
      return text(
          text,
          (record, value) ->
              record.timestamp() == null
                  ? null
                  : format.format(Instant.ofEpochMilli(record.timestamp())));
    }
    throw new IllegalArgumentException("unknown placeholder ${" + text + "}, expected " + EXPECTED);
  }

  /** The schema of the value in a record, as far as key and headers have one; else null. */
  Schema sampleSchema(SinkRecord record) {
    if (text.equals("key")) {
      return record.keySchema();
    }
    if (isCompound(text, KEY)) {
      boolean struct =
          record.keySchema() != null && record.keySchema().type() == Schema.Type.STRUCT;
      return struct ? new FieldPath(text.substring(KEY.length())).schema(record.keySchema()) : null;
    }
    if (isCompound(text, HEADER)) {
      Header header = record.headers().lastWithName(text.substring(HEADER.length()));
      return header == null ? null : header.schema();
    }
    return null;
  }

  private static DateTimeFormatter format(String pattern) {
    DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
    try {
      // A pattern may be well-formed and still not be of a time.
      if (format.format(Instant.EPOCH).isEmpty()) {
        throw new IllegalArgumentException("the pattern is empty");
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("${timestamp:" + pattern + "}: " + e.getMessage(), e);
    }
    return format;
  }

  private static boolean isCompound(String text, String prefix) {
    return text.startsWith(prefix) && text.length() > prefix.length();
  }

  private static Place fixedText(String text, ValueReader reader) {
    return new Place(text, reader, schema -> true, schema -> Schema.OPTIONAL_STRING_SCHEMA);
  }

  private static Place text(String text, ValueReader reader) {
    return typed(text, Schema.OPTIONAL_STRING_SCHEMA, reader);
  }

  private static Place typed(String text, Schema type, ValueReader reader) {
    return new Place(text, reader, schema -> false, schema -> type);
  }

  private static Place open(String text, ValueReader reader) {
    return new Place(text, reader, schema -> false, schema -> null);
  }

  /** The n-th of a topic's parts between dots, counted from 0. */
  private static String partOf(String topic, int index) {
    String[] parts = topic.split("\\.", -1);
    return index < parts.length ? parts[index] : null;
  }

  private static Object header(SinkRecord record, String name) {
    Header header = record.headers().lastWithName(name);
    return header == null ? null : header.value();
  }

  private static Object table(SinkRecord record, Object value) {
    Object field = Shapes.topLevel(value, RecordNames.TABLE_FIELD);
    return field instanceof String ? field : header(record, RecordNames.TABLE_HEADER);
  }

  private static Place origin(String text, String parameter, String header) {
    return new Place(
        text,
        (record, value) -> {
          String named = Shapes.parameter(Shapes.schemaOf(value), parameter);
          return named == null ? header(record, header) : named;
        },
        schema -> Shapes.parameter(schema, parameter) != null,
        schema -> Schema.OPTIONAL_STRING_SCHEMA);
  }
}
