package io.taosbridge.source.record;

import io.taosbridge.connect.SchemaParameters;
import io.taosbridge.schemaless.write.JsonText;
import io.taosbridge.schemaless.write.LineText;
import io.taosbridge.schemaless.write.RowText;
import io.taosbridge.schemaless.write.TelnetText;
import io.taosbridge.schemaless.write.TextColumn;
import io.taosbridge.schemaless.write.TextRules;
import io.taosbridge.schemaless.write.UnwritableException;
import io.taosbridge.source.config.FieldChoice;
import io.taosbridge.source.config.KeyOptions;
import io.taosbridge.source.config.ValueFormat;
import io.taosbridge.source.config.ValueOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;

/** Chooses how the rows of a layout become keys and values. */
final class RowFormats {

  private final KeyOptions key;
  private final ValueOptions value;

  RowFormats(KeyOptions key, ValueOptions value) {
    this.key = key;
    this.value = value;
  }

  /**
   * @throws DataException naming the option that does not go with these rows
   */
  RowFormat key(Layout layout) {
    return switch (key.mode()) {
      case NONE -> table -> SamePart.NONE;
      case TABLE -> SamePart::tableName;
      case TAGS ->
          layout.tags().isEmpty() ? table -> SamePart.NONE : key(layout, layout.tagFields());
      case TABLE_TIMESTAMP ->
          key(layout, List.of(tableName(layout), layout.requireTimestamp(KeyOptions.MODE)));
      case COLUMNS ->
          key(layout, key.columns().stream().map(name -> keyField(layout, name)).toList());
    };
  }

  private RowFormat key(Layout layout, List<RowField> fields) {
    SchemaBuilder builder = SchemaBuilder.struct().name(layout.schemaName() + ".Key");
    return StructFormat.of(
        builder,
        distinct(layout, fields.stream().map(this::renamed).toList()),
        new FieldTypes(value.types(), layout.precision(), false));
  }

  private RowField renamed(RowField field) {
    return field.named(value.fields().nameOf(field.name()));
  }

  private static RowField tableName(Layout layout) {
    return layout.isQuery() ? keyField(layout, RowField.TABLE_NAME.name()) : RowField.TABLE_NAME;
  }

  private static RowField keyField(Layout layout, String name) {
    return Stream.of(
            layout.columnFields().stream(), layout.tagFields().stream(), layout.tableNameField())
        .flatMap(fields -> fields)
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    layout.schemaName()
                        + " has no column or tag "
                        + name
                        + " to make keys of: correct "
                        + KeyOptions.MODE
                        + " or "
                        + KeyOptions.COLUMNS));
  }

  /**
   * @throws DataException naming the option that does not go with these rows
   */
  RowFormat value(Layout layout) {
    FieldChoice choice = value.fields();
    List<RowField> columns = Layout.chosen(layout.columnFields(), choice);
    List<RowField> tags = value.withTags() ? Layout.chosen(layout.tagFields(), choice) : List.of();
    List<RowField> tableName =
        value.withTableName() ? layout.tableNameField().map(this::renamed).toList() : List.of();
    if (value.format().isText()) {
      return text(layout, tags);
    }
    boolean struct = value.format() == ValueFormat.STRUCT;
    FieldTypes types = new FieldTypes(value.types(), layout.precision(), !struct);
    if (value.tagsField().isEmpty()) {
      List<RowField> fields = distinct(layout, joined(columns, joined(tags, tableName)));
      return struct
          ? StructFormat.of(struct(layout), fields, types)
          : MapFormat.of(fields, types, value.omitNulls());
    }
    List<RowField> fields = distinct(layout, joined(columns, tableName));
    return struct
        ? StructFormat.of(struct(layout), fields, value.tagsField(), tags, types)
        : MapFormat.of(fields, value.tagsField(), tags, types, value.omitNulls());
  }

  private static SchemaBuilder struct(Layout layout) {
    SchemaBuilder builder =
        SchemaBuilder.struct()
            .name(layout.schemaName())
            .parameter(SchemaParameters.DATABASE, layout.topic().database())
            .parameter(SchemaParameters.PRECISION, layout.precision().symbol());
    return layout.stable() == null
        ? builder
        : builder.parameter(SchemaParameters.STABLE, layout.stable());
  }

  private RowFormat text(Layout layout, List<RowField> chosenTags) {
    RowField time = layout.requireTimestamp(ValueOptions.FORMAT);
    List<RowField> columns =
        Layout.chosen(
            layout.columnFields().stream()
                .filter(field -> field.index() != time.index())
                .filter(field -> field.index() != layout.tableNameColumn())
                .toList(),
            value.fields());
    List<RowField> tags = new ArrayList<>(chosenTags);
    if (value.withTableName()) {
      // What a query selects as table name is a tag here, too.
      Stream.concat(
              layout.tableNameField(),
              layout.tableNameColumn() == Layout.NONE
                  ? Stream.empty()
                  : Stream.of(RowField.TABLE_NAME))
          .map(this::renamed)
          .forEach(tags::add);
    }
    distinct(layout, joined(columns, tags));
    try {
      return new TextFormat(value.format(), text(layout, time.index(), columns), tags);
    } catch (UnwritableException e) {
      throw TextFormat.refused(value.format(), "rows of " + layout.schemaName(), e);
    }
  }

  private RowText text(Layout layout, int time, List<RowField> columns) {
    TextRules rules =
        new TextRules(layout.precision(), value.textUnit(layout.precision()), value.misfit());
    return switch (value.format()) {
      case LINE ->
          new LineText(
              layout.source(),
              time,
              columns.stream().map(c -> new TextColumn(c.name(), c.type(), c.index())).toList(),
              rules);
      case TELNET ->
          new TelnetText(time, metrics(layout, columns), layout.precision(), value.misfit());
      case JSON -> new JsonText(time, metrics(layout, columns), rules);
      case STRUCT, MAP -> throw new IllegalStateException(value.format() + " is not text");
    };
  }

  private List<TextColumn> metrics(Layout layout, List<RowField> columns) {
    List<TextColumn> metrics = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (RowField column : columns) {
      Map<String, String> parts = Map.of("source", layout.source(), "column", column.name());
      String metric = value.metric().fill(parts::get);
      if (!names.add(metric)) {
        throw new DataException(
            "two columns of "
                + layout.schemaName()
                + " become metric "
                + metric
                + ": put ${column} into "
                + ValueOptions.METRIC);
      }
      metrics.add(new TextColumn(metric, column.type(), column.index()));
    }
    return metrics;
  }

  private static List<RowField> joined(List<RowField> fields, List<RowField> more) {
    return Stream.concat(fields.stream(), more.stream()).toList();
  }

  private static List<RowField> distinct(Layout layout, List<RowField> fields) {
    Set<String> names = new HashSet<>();
    for (RowField field : fields) {
      if (!names.add(field.name())) {
        throw new DataException(
            "two fields of "
                + layout.schemaName()
                + " are called "
                + field.name()
                + ": correct "
                + ValueOptions.FIELDS_RENAME);
      }
    }
    return fields;
  }
}
