package io.taosbridge.connect.meta;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * The schema of {@link MetaEvent}s in Kafka. Fields may be added, which makes a new version; those
 * there are stay what they are.
 */
public final class MetaSchema {

  /** The name by which records with an event are known. */
  public static final String NAME = "io.taosbridge.MetaEvent";

  private static final int VERSION = 1;

  private static final Schema COLUMN =
      SchemaBuilder.struct()
          .name(NAME + ".Column")
          .version(VERSION)
          .field("name", Schema.STRING_SCHEMA)
          .field("type", Schema.OPTIONAL_STRING_SCHEMA)
          .field("composite_key", Schema.BOOLEAN_SCHEMA)
          .optional()
          .build();

  private static final Schema VALUE =
      SchemaBuilder.struct()
          .name(NAME + ".TagValue")
          .version(VERSION)
          .field("name", Schema.STRING_SCHEMA)
          .field("type", Schema.STRING_SCHEMA)
          .field("value", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  /** The schema of a record's value. */
  public static final Schema SCHEMA =
      SchemaBuilder.struct()
          .name(NAME)
          .version(VERSION)
          .field("kind", Schema.STRING_SCHEMA)
          .field("database", Schema.STRING_SCHEMA)
          .field("precision", Schema.STRING_SCHEMA)
          .field("stable", Schema.OPTIONAL_STRING_SCHEMA)
          .field("table", Schema.OPTIONAL_STRING_SCHEMA)
          .field("columns", SchemaBuilder.array(COLUMN).optional().build())
          .field("tags", SchemaBuilder.array(COLUMN).optional().build())
          .field("values", SchemaBuilder.array(VALUE).optional().build())
          .field("action", Schema.OPTIONAL_STRING_SCHEMA)
          .field("column", COLUMN)
          .field("new_name", Schema.OPTIONAL_STRING_SCHEMA)
          .field("first", Schema.OPTIONAL_INT64_SCHEMA)
          .field("last", Schema.OPTIONAL_INT64_SCHEMA)
          .build();

  private MetaSchema() {}

  /** The event as a record's value. */
  public static Struct toStruct(MetaEvent event) {
    Struct struct =
        new Struct(SCHEMA)
            .put("kind", lower(event.kind()))
            .put("database", event.database())
            .put("precision", event.precision().symbol())
            .put("stable", event.stable())
            .put("table", event.table());
    if (!event.columns().isEmpty()) {
      struct.put("columns", columns(event.columns()));
    }
    if (!event.tags().isEmpty()) {
      struct.put("tags", columns(event.tags()));
    }
    if (!event.values().isEmpty()) {
      struct.put("values", event.values().stream().map(MetaSchema::value).toList());
    }
    if (event.change() != null) {
      struct.put("action", lower(event.change().action()));
      struct.put("new_name", event.change().newName());
      if (event.change().column() != null) {
        struct.put("column", column(event.change().column()));
      }
    }
    if (event.range() != null) {
      struct.put("first", event.range().first()).put("last", event.range().last());
    }
    return struct;
  }

  private static List<Struct> columns(List<MetaColumn> columns) {
    return columns.stream().map(MetaSchema::column).toList();
  }

  private static Struct column(MetaColumn column) {
    return new Struct(COLUMN)
        .put("name", column.name())
        .put("type", column.type() == null ? null : column.type().toSql())
        .put("composite_key", column.compositeKey());
  }

  private static Struct value(TagValue value) {
    return new Struct(VALUE)
        .put("name", value.name())
        .put("type", value.type().toSql())
        .put("value", value.text());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The event in a record's value, of this version or a later one.
   *
   * @throws DataException naming the field that is missing or has no such value
   */
  public static MetaEvent fromStruct(Struct struct) {
    try {
      Long first = struct.getInt64("first");
      Long last = struct.getInt64("last");
      return new MetaEvent(
          upper(MetaEvent.Kind.class, struct.getString("kind")),
          struct.getString("database"),
          Precision.ofSymbol(struct.getString("precision")),
          struct.getString("stable"),
          struct.getString("table"),
          columns(struct, "columns"),
          columns(struct, "tags"),
          values(struct),
          change(struct),
          first == null || last == null ? null : new MetaRange(first, last));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new DataException("the record is no metadata event: " + e.getMessage(), e);
    }
  }

  private static MetaChange change(Struct struct) {
    String action = struct.getString("action");
    if (action == null) {
      return null;
    }
    Struct column = struct.getStruct("column");
    return new MetaChange(
        upper(MetaChange.Action.class, action),
        column == null ? null : column(column),
        struct.getString("new_name"));
  }

  private static List<MetaColumn> columns(Struct struct, String field) {
    List<MetaColumn> columns = new ArrayList<>();
    if (struct.getArray(field) != null) {
      for (Object each : struct.getArray(field)) {
        columns.add(column((Struct) each));
      }
    }
    return columns;
  }

  private static MetaColumn column(Struct column) {
    String type = column.getString("type");
    return new MetaColumn(
        column.getString("name"),
        type == null ? null : ColumnType.parse(type),
        column.getBoolean("composite_key"));
  }

  private static List<TagValue> values(Struct struct) {
    List<TagValue> values = new ArrayList<>();
    if (struct.getArray("values") != null) {
      for (Object each : struct.getArray("values")) {
        Struct value = (Struct) each;
        values.add(
            new TagValue(
                value.getString("name"),
                ColumnType.parse(value.getString("type")),
                value.getString("value")));
      }
    }
    return values;
  }

  private static <E extends Enum<E>> E upper(Class<E> type, String name) {
    return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
  }
}
