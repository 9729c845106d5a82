package io.taosbridge.sink.table;

import io.taosbridge.block.ColumnType;
import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.FieldOptions;
import io.taosbridge.sink.record.MappedField;
import io.taosbridge.sink.record.RecordMapping;
import java.util.List;
import java.util.StringJoiner;

/** The statements that make and change supertables. */
final class Ddl {

  private Ddl() {}

  /**
   * The statement that makes a supertable, or normal table, for such records.
   *
   * @throws BadRecordException if the records cannot have a supertable
   */
  static String createStable(StableName name, RecordMapping records) {
    String columns = declared(records.columns());
    String table =
        name
            + " ("
            + Names.quotedColumn(records.timestamp().name())
            + " TIMESTAMP"
            + (columns.isEmpty() ? "" : ", " + columns)
            + ")";
    if (name.normal()) {
      return "CREATE TABLE IF NOT EXISTS " + table;
    }
    String tags = declared(records.tags());
    if (tags.isEmpty()) {
      throw new BadRecordException(
          "supertable "
              + name
              + " does not exist, and cannot be created for a record without"
              + " tags: name them with "
              + FieldOptions.TAGS);
    }
    return "CREATE STABLE IF NOT EXISTS " + table + " TAGS (" + tags + ")";
  }

  /** Without those of which no record has told the type yet; they are added later. */
  private static String declared(List<MappedField> fields) {
    StringJoiner declared = new StringJoiner(", ");
    for (MappedField field : fields) {
      field
          .columnType()
          .ifPresent(type -> declared.add(Names.quotedColumn(field.name()) + " " + type.toSql()));
    }
    return declared.toString();
  }

  /** The statement that adds a column or tag. */
  static String add(StableName stable, MappedField field) {
    return String.format(
        "ALTER %s %s ADD %s %s %s",
        kindOf(stable),
        stable,
        kind(field.tag()),
        Names.quotedColumn(field.name()),
        field.columnType().orElseThrow().toSql());
  }

  /** The statement that gives a column or tag another length. */
  static String widen(StableName stable, ColumnInfo column, int length) {
    return String.format(
        "ALTER %s %s MODIFY %s %s %s",
        kindOf(stable),
        stable,
        kind(column.tag()),
        Names.quotedColumn(column.name()),
        ColumnType.of(column.type().type(), length).toSql());
  }

  private static String kindOf(StableName name) {
    return name.normal() ? "TABLE" : "STABLE";
  }

  private static String kind(boolean tag) {
    return tag ? "TAG" : "COLUMN";
  }
}
