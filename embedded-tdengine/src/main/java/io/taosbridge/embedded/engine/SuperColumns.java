package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Insert;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Row;
import io.taosbridge.embedded.storage.Schema;
import io.taosbridge.embedded.storage.SuperTable;
import java.util.ArrayList;
import java.util.List;

/** The columns of an INSERT into a supertable: the table's name, columns and tags, in any order. */
final class SuperColumns {

  private final SuperTable superTable;
  private final int size;
  private final int nameIndex;
  private final ColumnList columns;
  private final List<Integer> columnIndexes;
  private final List<ColumnDef> tags;
  private final List<Integer> tagIndexes;

  private SuperColumns(
      SuperTable superTable,
      int size,
      int nameIndex,
      ColumnList columns,
      List<Integer> columnIndexes,
      List<ColumnDef> tags,
      List<Integer> tagIndexes) {
    this.superTable = superTable;
    this.size = size;
    this.nameIndex = nameIndex;
    this.columns = columns;
    this.columnIndexes = List.copyOf(columnIndexes);
    this.tags = List.copyOf(tags);
    this.tagIndexes = List.copyOf(tagIndexes);
  }

  /**
   * @throws EngineException 0x0200 without the table's name or the timestamp, 0x2602 for an unknown
   *     column
   */
  static SuperColumns of(SuperTable superTable, List<String> names) {
    Schema schema = superTable.schema();
    int nameIndex = -1;
    List<ColumnDef> columns = new ArrayList<>();
    List<Integer> columnIndexes = new ArrayList<>();
    List<ColumnDef> tags = new ArrayList<>();
    List<Integer> tagIndexes = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.equals(TableRelation.TABLE_NAME)) {
        nameIndex = i;
      } else if (schema.find(name).isPresent()) {
        columns.add(schema.find(name).get());
        columnIndexes.add(i);
      } else {
        tags.add(
            superTable
                .tags()
                .find(name)
                .orElseThrow(() -> EngineError.INVALID_COLUMN.exception(name)));
        tagIndexes.add(i);
      }
    }
    if (nameIndex < 0) {
      throw EngineError.INVALID_OPERATION.saying("tbname column should not be null");
    }
    return new SuperColumns(
        superTable,
        names.size(),
        nameIndex,
        ColumnList.ofColumns(schema, columns),
        columnIndexes,
        tags,
        tagIndexes);
  }

  /** Where the table's name stands. */
  int nameIndex() {
    return nameIndex;
  }

  ColumnList columns() {
    return columns;
  }

  List<Integer> columnIndexes() {
    return columnIndexes;
  }

  List<ColumnDef> tags() {
    return tags;
  }

  List<Integer> tagIndexes() {
    return tagIndexes;
  }

  void checkCount(Insert.Line line, SqlValues reader) {
    ColumnList.checkCount(line, size, reader);
  }

  String tableName(Insert.Line line, SqlValues reader) {
    return reader.readName(line.values().get(nameIndex));
  }

  Row row(Insert.Line line, SqlValues reader) {
    return columns.row(columnIndexes.stream().map(line.values()::get).toList(), reader);
  }

  /**
   * Where a line's row goes.
   *
   * @throws EngineException 0x2603 if the table is missing and no tag is given to make it with
   */
  PendingRows pending(String name, Insert.Line line, SqlValues reader) {
    Object[] values = new Object[superTable.tags().lastId()];
    for (int i = 0; i < tags.size(); i++) {
      ColumnDef tag = tags.get(i);
      values[tag.id() - 1] =
          reader.read(line.values().get(tagIndexes.get(i)), tag.type(), tag.name());
    }
    return pending(name, values);
  }

  /**
   * @param tagValues by the tags' numbers
   */
  PendingRows pending(String name, Object[] tagValues) {
    return superTable
        .database()
        .table(name)
        .map(
            table -> {
              InsertExecutor.checkChild(table, superTable);
              return PendingRows.of(table);
            })
        .orElseGet(
            () -> {
              if (tags.isEmpty()) {
                throw EngineError.TABLE_NOT_EXIST.exception();
              }
              return PendingRows.ofNew(name, superTable, tagValues);
            });
  }
}
