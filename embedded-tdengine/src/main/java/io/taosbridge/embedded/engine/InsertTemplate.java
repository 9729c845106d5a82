package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.embedded.sql.Expr;
import io.taosbridge.embedded.sql.Insert;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.Row;
import io.taosbridge.embedded.storage.Schema;
import io.taosbridge.embedded.storage.SuperTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An INSERT with parameters held against the catalog: which value goes where (stmt2.md, section 3).
 */
abstract class InsertTemplate {

  private static final int MAX_NAME_BYTES = 192;
  private static final ColumnType TABLE_NAME = ColumnType.of(DataType.VARCHAR, 269);

  private final Database database;
  private final ColumnBinder columns;
  private final TagBinder tags;

  InsertTemplate(Database database, ColumnBinder columns, TagBinder tags) {
    this.database = database;
    this.columns = columns;
    this.tags = tags;
  }

  static InsertTemplate of(TableResolver tables, Insert insert) {
    Insert.Target target = insert.targets().get(0);
    if (target.using() != null) {
      return UsingTemplate.of(tables, insert);
    }
    if (target.table() == null) {
      return new AnyTableTemplate(tables.databaseOrCurrent(null), tables.session(), insert);
    }
    Database database = tables.databaseOf(target.table());
    Optional<SuperTable> superTable = database.superTable(target.table().table());
    return superTable.isPresent()
        ? SuperTemplate.of(tables.session(), superTable.get(), insert)
        : FixedTemplate.of(tables.session(), tables.table(target.table()), insert);
  }

  final Database database() {
    return database;
  }

  ColumnBinder columns() {
    return columns;
  }

  final TagBinder tags() {
    return tags;
  }

  /** What the {@code ?} stand for, in the server's order. */
  abstract List<BindField> fields();

  /** Whether each table's name is bound. */
  abstract boolean needsName();

  /**
   * Where the rows of a table go.
   *
   * @param name null if the statement names the table
   */
  abstract PendingRows pending(String name, BoundRows.BoundTags boundTags);

  /** The columns of the table that a bind is for. */
  ColumnBinder columnsFor(String name) {
    return columns;
  }

  /**
   * Checks what was bound.
   *
   * @throws EngineException what the bind answers, also 0x2603 for a missing table that has to be
   *     there
   */
  final List<BoundRows> bind(List<BoundTable> tables) {
    if (columns != null) {
      columns.expect(tables.stream().mapToInt(BoundTable::rows).sum());
    }
    List<BoundRows> rows = new ArrayList<>(tables.size());
    for (BoundTable table : tables) {
      rows.add(bind(table));
    }
    return rows;
  }

  private BoundRows bind(BoundTable bound) {
    String name = needsName() && bound.name() != null ? tableName(bound.name()) : null;
    BoundRows.BoundTags boundTags = new BoundRows.BoundTags(tags.bind(bound.tags()));
    if (name != null) {
      pending(name, boundTags);
    }
    Supplier<List<Row>> rows =
        bound.columns() == null ? null : columnsFor(name).bind(bound.columns());
    return new BoundRows(name, boundTags, rows);
  }

  /** The name of a table without database and quotes. */
  static String tableName(String bound) {
    String name = bound.substring(bound.lastIndexOf('.') + 1).replace("`", "");
    if (name.isEmpty()) {
      throw EngineError.STMT_TABLE_NAME.exception();
    }
    if (Texts.utf8Length(name) > MAX_NAME_BYTES) {
      throw EngineError.INVALID_OPERATION.saying("name too long");
    }
    return name;
  }

  static BindField nameField() {
    return new BindField(TableRelation.TABLE_NAME, TABLE_NAME, null, BindField.Kind.TABLE_NAME);
  }

  static boolean isParameter(Insert.Value value) {
    return value.expression() instanceof Expr.Parameter;
  }

  /** What only execution finds out. */
  void checkBeforeWrite(PendingRows pending) {}

  static ColumnBinder columnBinder(Schema schema, Insert.Target target, SqlValues reader) {
    ColumnList columns = ColumnList.of(schema, target.columns());
    Insert.Line line = target.lines().get(0);
    ColumnList.checkCount(line, columns.columns().size(), reader);
    return new ColumnBinder(columns, line.values(), reader);
  }
}
