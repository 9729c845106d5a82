package io.taosbridge.connect;

import io.taosbridge.block.ColumnType;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.error.TDengineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The columns and tags of a table as DESCRIBE tells them.
 *
 * @param columns in table order, the primary timestamp first
 * @param tags in table order; empty for a normal table
 */
public record TableSchema(List<ColumnInfo> columns, List<ColumnInfo> tags) {

  /** Table or supertable does not exist (errors.md, section 4). */
  private static final Set<Integer> NOT_THERE = Set.of(0x2603, 0x0362);

  private static final String TAG = "TAG";

  /** The first versions with such keys said PRIMARY KEY. */
  private static final Set<String> COMPOSITE_KEY = Set.of("COMPOSITE KEY", "PRIMARY KEY");

  public TableSchema {
    columns = List.copyOf(columns);
    tags = List.copyOf(tags);
  }

  /** Reads the schema of a supertable, child table or normal table; empty if there is none. */
  public static Optional<TableSchema> read(Connection connection, String database, String table) {
    List<ColumnInfo> columns = new ArrayList<>();
    List<ColumnInfo> tags = new ArrayList<>();
    try (QueryResult result = connection.query("DESCRIBE " + Sql.quote(database, table))) {
      for (Row row : result) {
        ColumnInfo column = column(row);
        (column.tag() ? tags : columns).add(column);
      }
    } catch (TDengineException e) {
      if (NOT_THERE.contains(e.code())) {
        return Optional.empty();
      }
      throw e;
    }
    return Optional.of(new TableSchema(columns, tags));
  }

  private static ColumnInfo column(Row row) {
    String note = row.getString(3);
    return new ColumnInfo(
        row.getString(0),
        type(row.getString(1), row.getLong(2)),
        TAG.equals(note),
        note != null && COMPOSITE_KEY.contains(note));
  }

  /** The length that DESCRIBE prints beside a type is part of a declaration for some types only. */
  private static ColumnType type(String name, long length) {
    ColumnType type = ColumnType.parse(name);
    return switch (type.type()) {
      case VARCHAR, NCHAR, VARBINARY, GEOMETRY -> ColumnType.of(type.type(), (int) length);
      default -> type;
    };
  }
}
