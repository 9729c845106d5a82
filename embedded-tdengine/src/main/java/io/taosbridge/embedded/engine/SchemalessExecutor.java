package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.embedded.schemaless.Attribute;
import io.taosbridge.embedded.schemaless.Point;
import io.taosbridge.embedded.schemaless.SchemalessError;
import io.taosbridge.embedded.sql.Ddl;
import io.taosbridge.embedded.sql.TableName;
import io.taosbridge.embedded.storage.ChildTable;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.Row;
import io.taosbridge.embedded.storage.Schema;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes points: first the tables are made fit for them, then come the rows. */
final class SchemalessExecutor {

  private static final String NO_TAGS = "_tag_null";
  private static final int MAX_TAGS = 128;
  private static final int MAX_COLUMNS = 4096;
  private static final int MAX_TAG_BYTES = 16384;
  private static final int MAX_ROW_BYTES = 65531;

  private final State state;
  private final Session session;
  private final TableResolver tables;
  private final Database database;
  private final boolean lines;

  /**
   * @param lines whether the points come of InfluxDB lines, whose faults are told in more words
   */
  SchemalessExecutor(State state, Session session, TableResolver tables, boolean lines) {
    this.state = state;
    this.session = session;
    this.tables = tables;
    this.database = tables.databaseOrCurrent(null);
    this.lines = lines;
  }

  long insert(List<Point> points, int ttlDays) {
    if (!lines) {
      checkAligned(points);
    }
    Map<String, PointColumns> needed = new LinkedHashMap<>();
    for (Point point : points) {
      needed.computeIfAbsent(point.superTable(), name -> new PointColumns()).add(point);
    }
    needed.forEach(this::evolve);
    Map<String, PendingRows> pending = new LinkedHashMap<>();
    List<String> created = new ArrayList<>();
    rows(points).forEach((table, rows) -> pending.put(table, pending(rows, created)));
    try {
      return new Writer(false, false).write(List.copyOf(pending.values()));
    } finally {
      for (String table : created) {
        database.table(table).ifPresent(made -> made.ttl(ttlDays));
      }
    }
  }

  /**
   * As long as points have the tags of their table, in its order, the client library takes its
   * columns as given too, and says no more of a value that does not fit.
   */
  private void checkAligned(List<Point> points) {
    for (Point point : points) {
      Optional<SuperTable> table = database.superTable(point.superTable());
      if (table.isEmpty() || !isAligned(table.get().tags(), point.tags())) {
        return;
      }
      Attribute value = point.fields().get(0);
      ColumnDef column = table.get().schema().columns().get(1);
      if (!column.name().equals(value.name()) || column.type().type() != value.type()) {
        throw SchemalessError.INVALID_DATA.exception();
      }
    }
  }

  private static boolean isAligned(Schema tags, List<Attribute> attributes) {
    if (attributes.size() > tags.columns().size()) {
      return false;
    }
    for (int i = 0; i < attributes.size(); i++) {
      ColumnDef tag = tags.columns().get(i);
      Attribute attribute = attributes.get(i);
      if (!tag.name().equals(attribute.name()) || tag.type().type() != attribute.type()) {
        return false;
      }
    }
    return true;
  }

  private static void check(Schema schema, Schema others, Collection<PointColumns.Needed> needed) {
    for (PointColumns.Needed each : needed) {
      Optional<ColumnDef> column = schema.find(each.name());
      DataType type = each.first().type();
      if (column.isPresent() && column.get().type().type() != type) {
        throw mismatch(column.get().type().type(), each.first());
      }
      if (others.find(each.name()).isPresent()) {
        throw SchemalessError.DUPLICATED_COLUMN.exception();
      }
    }
  }

  private static RuntimeException mismatch(DataType stored, Attribute attribute) {
    String text =
        "SML:0x1, smlGenerateSchemaAction point type and db type mismatch, db type:%s, point type:%s, key"
            .formatted(stored.sqlName(), attribute.type().sqlName());
    return SchemalessError.INVALID_DATA.at(text, attribute.place());
  }

  /** What was changed stays so if a later column turns out not to fit. */
  private void evolve(String name, PointColumns needed) {
    Optional<SuperTable> existing = database.superTable(name);
    if (existing.isEmpty()) {
      create(name, needed);
      return;
    }
    SuperTable table = existing.get();
    if (table.schema().compositeKey().isPresent()) {
      throw SchemalessError.COMPOSITE_KEY.exception();
    }
    check(table.tags(), table.schema(), needed.tags());
    change(table, true, table.tags(), needed.tags());
    check(table.schema(), table.tags(), needed.fields());
    change(table, false, table.schema(), needed.fields());
    if (!table.schema().columns().get(0).name().equals(PointColumns.TIME)) {
      throw SchemalessError.INVALID_DATA.exception();
    }
  }

  private void create(String name, PointColumns needed) {
    Optional<Table> other = database.table(name);
    if (other.isPresent()) {
      throw other.get() instanceof ChildTable
          ? SchemalessError.INVALID_DATA.exception()
          : SchemalessError.TABLE_EXISTS.exception();
    }
    List<Ddl.ColumnSpec> columns = new ArrayList<>();
    columns.add(spec(PointColumns.TIME, ColumnType.of(DataType.TIMESTAMP)));
    needed.fields().forEach(field -> columns.add(spec(field.name(), field.type())));
    List<Ddl.ColumnSpec> tags = new ArrayList<>();
    needed.tags().forEach(tag -> tags.add(spec(tag.name(), tag.type())));
    if (tags.isEmpty()) {
      tags.add(spec(NO_TAGS, ColumnType.of(DataType.NCHAR, 1)));
    }
    checkWidths(tags, MAX_TAG_BYTES, SchemalessError.TAGS_LENGTH);
    checkWidths(columns, MAX_ROW_BYTES, SchemalessError.ROW_LENGTH);
    new CreateExecutor(session, tables)
        .superTable(new Ddl.CreateSuperTable(tableName(name), true, columns, tags, Map.of()));
  }

  private static Ddl.ColumnSpec spec(String name, ColumnType type) {
    return new Ddl.ColumnSpec(name, type, false);
  }

  private static void checkWidths(List<Ddl.ColumnSpec> columns, int most, SchemalessError fault) {
    int bytes = 0;
    for (Ddl.ColumnSpec column : columns) {
      bytes += width(column.type());
    }
    if (bytes > most) {
      throw fault.exception();
    }
  }

  private static int width(ColumnType type) {
    return switch (type.type()) {
      case NCHAR -> type.length() * 4 + 2;
      case VARCHAR, VARBINARY, GEOMETRY -> type.length() + 2;
      default -> type.type().width();
    };
  }

  private TableName tableName(String table) {
    return new TableName(database.name(), table);
  }

  private void change(
      SuperTable table, boolean tag, Schema schema, Collection<PointColumns.Needed> needed) {
    List<Ddl.Change> changes = new ArrayList<>();
    List<Ddl.ColumnSpec> after = new ArrayList<>();
    schema.columns().forEach(column -> after.add(spec(column.name(), column.type())));
    for (PointColumns.Needed each : needed) {
      int index = schema.indexOf(each.name());
      if (index < 0) {
        after.add(spec(each.name(), each.type()));
        changes.add(new Ddl.Add(tag, spec(each.name(), each.type())));
      } else if (each.first().type().isVariable()
          && each.length() > schema.columns().get(index).type().length()) {
        after.set(index, spec(each.name(), each.type()));
        changes.add(new Ddl.Modify(tag, each.name(), each.type()));
      }
    }
    int others = tag ? table.schema().columns().size() : table.tags().columns().size();
    if ((tag && after.size() > MAX_TAGS) || after.size() + others > MAX_COLUMNS) {
      throw SchemalessError.TOO_MANY_IN_ALL.exception();
    }
    if (tag) {
      checkWidths(after, MAX_TAG_BYTES, SchemalessError.TAGS_LENGTH);
    } else {
      checkWidths(after, MAX_ROW_BYTES, SchemalessError.ROW_LENGTH);
    }
    AlterExecutor alter = new AlterExecutor(state, session, tables);
    for (Ddl.Change change : changes) {
      alter.table(new Ddl.AlterTable("", tableName(table.name()), change));
    }
  }

  /** The points by child table, and by time, which every table has once. */
  private Map<String, Map<Long, List<Point>>> rows(List<Point> points) {
    Map<String, Map<Long, List<Point>>> rows = new LinkedHashMap<>();
    for (Point point : points) {
      rows.computeIfAbsent(point.childTable(), name -> new LinkedHashMap<>())
          .computeIfAbsent(point.timestamp(database.precision()), time -> new ArrayList<>())
          .add(point);
    }
    return rows;
  }

  private PendingRows pending(Map<Long, List<Point>> rows, List<String> created) {
    Point first = rows.values().iterator().next().get(0);
    SuperTable superTable = database.superTable(first.superTable()).orElseThrow();
    if (database.superTable(first.childTable()).isPresent()) {
      throw SchemalessError.TABLE_IN_OTHER_STABLE.exception();
    }
    Object[] tags = tags(superTable, first);
    Optional<Table> table = database.table(first.childTable());
    PendingRows pending;
    if (table.isPresent()) {
      InsertExecutor.checkChild(table.get(), superTable);
      pending = PendingRows.of(table.get());
    } else {
      created.add(first.childTable());
      pending = PendingRows.ofNew(first.childTable(), superTable, tags);
    }
    rows.forEach((time, points) -> pending.add(row(superTable.schema(), time, points)));
    return pending;
  }

  private static Object[] tags(SuperTable superTable, Point point) {
    Object[] values = new Object[superTable.tags().lastId()];
    Set<String> names = new HashSet<>();
    for (Attribute tag : point.tags()) {
      if (!names.add(tag.name())) {
        throw SchemalessError.TAG_MISFIT.exception();
      }
      ColumnDef column = superTable.tags().find(tag.name()).orElseThrow();
      if (column.type().type() != tag.type()) {
        throw SchemalessError.TAG_MISFIT.exception();
      }
      values[column.id() - 1] = tag.value();
    }
    return values;
  }

  /** One row of all points of the same time: the last value of each field wins. */
  private static Row row(Schema schema, long time, List<Point> points) {
    Object[] cells = Row.cells(schema.lastId());
    Arrays.fill(cells, Row.NONE);
    for (Point point : points) {
      for (Attribute field : point.fields()) {
        ColumnDef column = schema.find(field.name()).orElseThrow();
        cells[Row.cellIndex(column.id())] = field.value();
      }
    }
    return new Row(time, cells);
  }
}
