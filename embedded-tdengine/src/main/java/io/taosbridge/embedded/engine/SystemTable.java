package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A table of what the server knows of itself; its rows are made when asked for. */
final class SystemTable {

  private final String name;
  private final List<ResultField> fields = new ArrayList<>();
  private final Supplier<List<Object[]>> rows;

  SystemTable(String name, Supplier<List<Object[]>> rows) {
    this.name = name;
    this.rows = rows;
  }

  SystemTable text(String field, int length) {
    return add(field, ColumnType.of(DataType.VARCHAR, length));
  }

  SystemTable integer(String field) {
    return add(field, ColumnType.of(DataType.INT));
  }

  SystemTable smallint(String field) {
    return add(field, ColumnType.of(DataType.SMALLINT));
  }

  SystemTable tinyint(String field) {
    return add(field, ColumnType.of(DataType.TINYINT));
  }

  SystemTable bigint(String field) {
    return add(field, ColumnType.of(DataType.BIGINT));
  }

  SystemTable time(String field) {
    return add(field, ColumnType.of(DataType.TIMESTAMP));
  }

  SystemTable bool(String field) {
    return add(field, ColumnType.of(DataType.BOOL));
  }

  private SystemTable add(String field, ColumnType type) {
    fields.add(new ResultField(field, type));
    return this;
  }

  String name() {
    return name;
  }

  Relation relation(String alias) {
    List<Scope.Column> columns = new ArrayList<>();
    fields.forEach(field -> columns.add(new Scope.Column(field.name(), field.type(), Reach.ROW)));
    Scope scope =
        new Scope(
            Set.of(alias == null ? name : alias), Precision.MILLISECONDS, columns, columns.size());
    return new Relation.Fixed(scope, rows.get());
  }
}
