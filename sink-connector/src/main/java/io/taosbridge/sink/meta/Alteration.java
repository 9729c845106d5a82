package io.taosbridge.sink.meta;

import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.connect.Sql;
import io.taosbridge.connect.TableSchema;
import io.taosbridge.connect.meta.MetaChange;
import io.taosbridge.connect.meta.MetaColumn;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alters the columns or tags of a supertable or normal table, unless they are so already. */
final class Alteration {

  private static final Logger LOG = LoggerFactory.getLogger(Alteration.class);

  private final Tables tables;
  private final String table;
  private final boolean stable;

  /**
   * @param stable whether the table is a supertable
   */
  Alteration(Tables tables, String table, boolean stable) {
    this.tables = tables;
    this.table = table;
    this.stable = stable;
  }

  /** Does nothing if there is no such table. */
  void apply(MetaChange change) {
    Optional<TableSchema> schema = tables.schema(table);
    if (schema.isEmpty()) {
      LOG.debug("Table {} is not there to be altered", table);
      return;
    }
    List<ColumnInfo> columns = schema.get().columns();
    List<ColumnInfo> tags = schema.get().tags();
    MetaColumn column = change.column();
    switch (change.action()) {
      case ADD_COLUMN -> add("COLUMN", columns, column);
      case DROP_COLUMN -> drop("COLUMN", columns, column.name());
      case MODIFY_COLUMN -> modify("COLUMN", columns, column);
      case RENAME_COLUMN -> rename("COLUMN", columns, column.name(), change.newName());
      case ADD_TAG -> add("TAG", tags, column);
      case DROP_TAG -> drop("TAG", tags, column.name());
      case MODIFY_TAG -> modify("TAG", tags, column);
      case RENAME_TAG -> rename("TAG", tags, column.name(), change.newName());
      case SET_TAGS, OPTIONS -> LOG.debug("Nothing to alter in {}", table);
    }
  }

  private void add(String kind, List<ColumnInfo> present, MetaColumn column) {
    Optional<ColumnInfo> known = find(present, column.name());
    if (known.isPresent()) {
      if (known.get().type().type() != column.type().type()) {
        LOG.warn(
            "{} {} of {} is a {}, the source's is a {}",
            kind,
            column.name(),
            table,
            known.get().type(),
            column.type());
      }
      return;
    }
    alter(
        "ADD " + kind + " " + Sql.quote(column.name()) + " " + column.type().toSql(),
        schema -> find(schema, column.name()).isPresent());
  }

  private void drop(String kind, List<ColumnInfo> present, String name) {
    if (find(present, name).isPresent()) {
      alter("DROP " + kind + " " + Sql.quote(name), schema -> find(schema, name).isEmpty());
    }
  }

  private void modify(String kind, List<ColumnInfo> present, MetaColumn column) {
    if (isShorter(present, column)) {
      alter(
          "MODIFY " + kind + " " + Sql.quote(column.name()) + " " + column.type().toSql(),
          schema ->
              find(schema, column.name())
                  .filter(now -> now.type().length() >= column.type().length())
                  .isPresent());
    }
  }

  /** Whether the table has this column in a shorter form. */
  static boolean isShorter(List<ColumnInfo> present, MetaColumn column) {
    return find(present, column.name())
        .filter(known -> known.type().type() == column.type().type())
        .filter(known -> known.type().length() < column.type().length())
        .isPresent();
  }

  /**
   * Where both names are there, one of them was brought by rows or events that came ahead of the
   * renaming, or that came again after it: the one further behind. It gives its values and goes.
   */
  private void rename(String kind, List<ColumnInfo> present, String name, String newName) {
    Optional<ColumnInfo> old = find(present, name);
    Optional<ColumnInfo> renamed = find(present, newName);
    if (old.isEmpty()) {
      return;
    }
    if (renamed.isPresent() && present.indexOf(renamed.get()) < present.indexOf(old.get())) {
      if (stable) {
        tables.mergeTags(table, old.get(), newName, false);
      }
      drop(kind, present, name);
      return;
    }
    if (renamed.isPresent()) {
      if (stable) {
        tables.mergeTags(table, renamed.get(), name, true);
      }
      drop(kind, present, newName);
    }
    alter(
        "RENAME " + kind + " " + Sql.quote(name) + " " + Sql.quote(newName),
        schema -> find(schema, name).isEmpty());
  }

  private void alter(String change, Tables.Reached reached) {
    tables.change(
        (stable ? "ALTER STABLE " : "ALTER TABLE ") + tables.quote(table) + " " + change,
        table,
        reached);
  }

  private static Optional<ColumnInfo> find(List<ColumnInfo> columns, String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  private static Optional<ColumnInfo> find(TableSchema schema, String name) {
    return find(schema.columns(), name).or(() -> find(schema.tags(), name));
  }
}
