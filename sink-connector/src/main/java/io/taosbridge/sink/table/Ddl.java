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
   * The statement that makes a supertable for such records.
   *
   * @throws BadRecordException if the records cannot have a supertable
   */
  static String createStable(StableName name, RecordMapping records) {
    String tags = declared(records.tags());
    if (tags.isEmpty()) {
      throw new BadRecordException(
          "supertable "
              + name
              + " does not exist, and cannot be created for a record without"
              + " tags: name them with "
              + FieldOptions.TAGS);
    }
    String columns = declared(records.columns());
    return "CREATE STABLE IF NOT EXISTS "
        + name
        + " ("
        + Names.quotedColumn(records.timestamp().name())
        + " TIMESTAMP"
        + (columns.isEmpty() ? "" : ", " + columns)
        + ") TAGS ("
        + tags
        + ")";
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
        "ALTER STABLE %s ADD %s %s %s",
        stable,
        kind(field.tag()),
        Names.quotedColumn(field.name()),
        field.columnType().orElseThrow().toSql());
  }

  /** The statement that gives a column or tag another length. */
  static String widen(StableName stable, ColumnInfo column, int length) {
    return String.format(
        "ALTER STABLE %s MODIFY %s %s %s",
        stable,
        kind(column.tag()),
        Names.quotedColumn(column.name()),
        ColumnType.of(column.type().type(), length).toSql());
  }

  private static String kind(boolean tag) {
    return tag ? "TAG" : "COLUMN";
  }
}
