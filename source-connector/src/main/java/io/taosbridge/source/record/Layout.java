package io.taosbridge.source.record;

import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Field;
import io.taosbridge.connect.RecordNames;
import io.taosbridge.source.config.FieldChoice;
import io.taosbridge.source.topic.TopicInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.DataException;

/**
 * The columns and tags that the rows of like tables have.
 *
 * @param topic they are read from
 * @param stable the supertable, or null
 * @param source the supertable, or the table if it has none, or the topic if it is a query
 * @param precision of their timestamps
 */
record Layout(
    TopicInfo topic,
    String stable,
    String source,
    List<Field> columns,
    List<TagField> tags,
    Precision precision) {

  static final int NONE = -1;

  /** The layout of a child or normal table. */
  static Layout ofTable(
      TopicInfo topic, TaggedTable table, List<Field> columns, Precision precision) {
    String source = table.stable() == null ? table.name() : table.stable();
    return new Layout(topic, table.stable(), source, columns, table.tags(), precision);
  }

  /** The layout of the rows of a query topic: just what was selected. */
  static Layout ofQuery(TopicInfo topic, List<Field> columns, Precision precision) {
    return new Layout(topic, null, topic.name(), columns, List.of(), precision);
  }

  boolean isQuery() {
    return topic.kind() == TopicInfo.Kind.QUERY;
  }

  /** Whether the first column tells the time of a row; a query may have selected it, too. */
  boolean hasTimestamp() {
    return columns.get(0).type().type() == DataType.TIMESTAMP;
  }

  /**
   * The column of the time.
   *
   * @throws DataException naming the option that cannot do without it
   */
  RowField requireTimestamp(String option) {
    if (!hasTimestamp()) {
      throw new DataException(
          schemaName() + " has no TIMESTAMP as its first column, which " + option + " needs");
    }
    return columnFields().get(0);
  }

  /** The column of a query that tells the table's name; {@link #NONE} if there is none. */
  int tableNameColumn() {
    if (!isQuery()) {
      return NONE;
    }
    for (int i = 0; i < columns.size(); i++) {
      Field column = columns.get(i);
      if (column.name().equals(RecordNames.TABLE_FIELD)
          && column.type().type() == DataType.VARCHAR) {
        return i;
      }
    }
    return NONE;
  }

  /** The name of schemas. */
  String schemaName() {
    return topic.database() + "." + source;
  }

  /** The columns in table order. */
  List<RowField> columnFields() {
    List<RowField> fields = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Field column = columns.get(i);
      boolean primary = i == 0 && !isQuery() && hasTimestamp();
      RowField.Kind kind = primary ? RowField.Kind.PRIMARY_TIMESTAMP : RowField.Kind.COLUMN;
      fields.add(new RowField(column.name(), kind, i, column.type()));
    }
    return fields;
  }

  /** The tags in table order. */
  List<RowField> tagFields() {
    List<RowField> fields = new ArrayList<>();
    for (int i = 0; i < tags.size(); i++) {
      fields.add(new RowField(tags.get(i).name(), RowField.Kind.TAG, i, tags.get(i).type()));
    }
    return fields;
  }

  /** The table's name, unless it is not known or a column or tag has the name of its field. */
  Stream<RowField> tableNameField() {
    boolean taken =
        Stream.concat(columns.stream().map(Field::name), tags.stream().map(TagField::name))
            .anyMatch(RecordNames.TABLE_FIELD::equals);
    return isQuery() || taken ? Stream.empty() : Stream.of(RowField.TABLE_NAME);
  }

  /** Those of the fields that are chosen, under their names in records. */
  static List<RowField> chosen(List<RowField> fields, FieldChoice choice) {
    return fields.stream()
        .filter(field -> choice.takes(field.name()))
        .map(field -> field.named(choice.nameOf(field.name())))
        .toList();
  }
}
