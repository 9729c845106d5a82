package io.taosbridge.sink.text;

import io.taosbridge.client.SortedRows;
import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.connect.Sql;
import io.taosbridge.connect.TableSchema;
import io.taosbridge.schemaless.ChildTable;
import io.taosbridge.schemaless.Point;
import io.taosbridge.schemaless.Shape;
import io.taosbridge.schemaless.Tag;
import io.taosbridge.sink.insert.Insert;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** A supertable as it is, and how points get into it. */
final class Target {

  /** Rows whose values stay in the processor's caches from one column to the next. */
  private static final int MAX_IN_CACHE = 512;

  private final String name;
  private final TableSchema schema;
  private final Map<String, ColumnInfo> byName = new LinkedHashMap<>();
  private final Map<String, Integer> indexes = new HashMap<>();
  private final IdentityHashMap<Shape, Fields> fields = new IdentityHashMap<>();
  private final Map<BitSet, Insert> inserts = new HashMap<>();

  /** How points of one shape get into the columns. */
  private static final class Fields {

    /** For each column of the supertable, which field goes to it; -1 for none. */
    private final int[] ofColumn;

    private final BitSet columns;
    private final Insert insert;

    Fields(int[] ofColumn, BitSet columns, Insert insert) {
      this.ofColumn = ofColumn;
      this.columns = columns;
      this.insert = insert;
    }
  }

  /** An insert of some columns and all tags. There is one for each set of columns. */
  static final class Insert {

    private final String sql;

    /** Besides the time, by their place in the supertable. */
    private final int[] columns;

    private Insert(String sql, int[] columns) {
      this.sql = sql;
      this.columns = columns;
    }

    String sql() {
      return sql;
    }
  }

  /**
   * @param name of the supertable, as SQL has it
   */
  Target(String name, TableSchema schema) {
    this.name = name;
    this.schema = schema;
    for (int i = 0; i < schema.columns().size(); i++) {
      ColumnInfo column = schema.columns().get(i);
      byName.put(column.name(), column);
      indexes.put(column.name(), i);
    }
    schema.tags().forEach(tag -> byName.put(tag.name(), tag));
  }

  Map<String, ColumnInfo> columns() {
    return byName;
  }

  private Fields fields(Shape shape) {
    Fields known = fields.get(shape);
    if (known == null) {
      known = match(shape);
      fields.put(shape, known);
    }
    return known;
  }

  /** The supertable has a column for each field by now. */
  private Fields match(Shape shape) {
    int[] ofColumn = new int[schema.columns().size()];
    Arrays.fill(ofColumn, -1);
    BitSet columns = new BitSet();
    for (int i = 0; i < shape.size(); i++) {
      int column = indexes.get(shape.fields().get(i).name());
      ofColumn[column] = i;
      columns.set(column);
    }
    return new Fields(ofColumn, columns, of(columns));
  }

  /** The insert that writes a row: the columns of all points that it is made of. */
  Insert insert(PointRow<?> row) {
    Fields latest = fields(row.point().shape());
    if (!row.isMerged()) {
      return latest.insert;
    }
    BitSet columns = (BitSet) latest.columns.clone();
    for (PointRow<?> each = row.earlier(); each != null; each = each.earlier()) {
      columns.or(fields(each.point().shape()).columns);
    }
    return of(columns);
  }

  /** One for each set of columns, whatever the order of the fields. */
  private Insert of(BitSet columns) {
    return inserts.computeIfAbsent(columns, this::insert);
  }

  private Insert insert(BitSet columns) {
    int[] indexesOfColumns = columns.stream().toArray();
    StringJoiner names = new StringJoiner(", ", "(", ")");
    StringJoiner values = new StringJoiner(", ", "(", ")");
    names.add("tbname").add(Sql.quote(schema.columns().get(0).name()));
    values.add("?").add("?");
    for (int column : indexesOfColumns) {
      names.add(Sql.quote(schema.columns().get(column).name()));
      values.add("?");
    }
    for (ColumnInfo tag : schema.tags()) {
      names.add(Sql.quote(tag.name()));
      values.add("?");
    }
    return new Insert("INSERT INTO " + name + " " + names + " VALUES " + values, indexesOfColumns);
  }

  /** Adds rows to a batch made for their insert, column by column where they are alike. */
  <R> void appendColumns(Insert insert, List<PointRow<R>> rows, SortedRows to) {
    for (int from = 0; from < rows.size(); from += MAX_IN_CACHE) {
      int end = Math.min(rows.size(), from + MAX_IN_CACHE);
      appendSome(insert, rows.subList(from, end), to);
    }
  }

  private <R> void appendSome(Insert insert, List<PointRow<R>> rows, SortedRows to) {
    List<Point> alike = alike(rows);
    if (alike.isEmpty()) {
      rows.forEach(row -> appendColumns(insert, row, to));
      return;
    }
    for (Point point : alike) {
      to.column(0).appendLong(point.timestamp());
    }
    int[] ofColumn = fields(alike.get(0).shape()).ofColumn;
    for (int i = 0; i < insert.columns.length; i++) {
      Point.appendAll(alike, ofColumn[insert.columns[i]], to.column(i + 1));
    }
  }

  /** The points of rows, if all have one shape and none is merged of others; else none. */
  private static <R> List<Point> alike(List<PointRow<R>> rows) {
    List<Point> points = new ArrayList<>(rows.size());
    for (PointRow<R> row : rows) {
      if (row.isMerged() || row.point().shape() != rows.get(0).point().shape()) {
        return List.of();
      }
      points.add(row.point());
    }
    return points;
  }

  private void appendColumns(Insert insert, PointRow<?> row, SortedRows to) {
    to.column(0).appendLong(row.point().timestamp());
    int[] columns = insert.columns;
    if (!row.isMerged()) {
      int[] ofColumn = fields(row.point().shape()).ofColumn;
      for (int i = 0; i < columns.length; i++) {
        row.point().append(ofColumn[columns[i]], to.column(i + 1));
      }
      return;
    }
    for (int i = 0; i < columns.length; i++) {
      appendLatest(columns[i], row, to, i + 1);
    }
  }

  private void appendLatest(int column, PointRow<?> row, SortedRows to, int parameter) {
    PointRow<?> latest = row;
    int field = fields(row.point().shape()).ofColumn[column];
    while (field < 0) {
      latest = latest.earlier();
      field = fields(latest.point().shape()).ofColumn[column];
    }
    latest.point().append(field, to.column(parameter));
  }

  /** Adds the tags of a table, which it gets if it does not exist yet. */
  void appendTags(ChildTable table, SortedRows to) {
    List<ColumnInfo> tags = schema.tags();
    for (int i = 0; i < tags.size(); i++) {
      to.tag(i).append(valueOf(table, tags.get(i).name()));
    }
  }

  private static Object valueOf(ChildTable table, String tag) {
    for (Tag each : table.tags()) {
      if (each.name().equals(tag)) {
        return each.value();
      }
    }
    return null;
  }
}
