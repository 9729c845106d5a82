package io.taosbridge.source.meta;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.connect.Sql;
import io.taosbridge.connect.TableSchema;
import io.taosbridge.source.record.TableTags;
import io.taosbridge.source.record.TaggedTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * What TDengine knows of a database now. Messages leave out the scale of DECIMAL, the supertable of
 * tables that were altered or dropped, and the exact value of many a tag.
 */
final class Catalog {

  private static final int NAMES_PER_QUERY = 500;

  private final Connection connection;
  private final String database;
  private final Precision precision;
  private final TableTags tags;

  Catalog(Connection connection, String database) {
    this.connection = connection;
    this.database = database;
    this.precision = precision(connection, database);
    this.tags = new TableTags(connection, database, true);
  }

  private static Precision precision(Connection connection, String database) {
    String sql =
        "SELECT `precision` FROM information_schema.ins_databases WHERE name = "
            + Sql.literal(database);
    try (QueryResult result = connection.query(sql)) {
      for (Row row : result) {
        return Precision.ofSymbol(row.getString(0));
      }
    }
    throw new ConnectException("TDengine has no database " + database + " any more");
  }

  Precision precision() {
    return precision;
  }

  /** The declaration of a DECIMAL column; empty if it is not there any more. */
  Optional<ColumnType> decimal(String table, String column) {
    return TableSchema.read(connection, database, table)
        .map(TableSchema::columns)
        .orElse(List.of())
        .stream()
        .filter(info -> info.name().equals(column) && info.type().type().isDecimal())
        .map(ColumnInfo::type)
        .findFirst();
  }

  /** The tables of these names that exist, with their tags as they are now. */
  List<TaggedTable> tables(String stable, Collection<String> names) {
    // Even the tags' names may have changed since.
    tags.forget();
    tags.read(names, stable);
    return names.stream().map(tags::known).flatMap(Optional::stream).toList();
  }

  /** The names and supertables of the tables among these that exist; normal ones have null. */
  Map<String, String> stablesByTable(Collection<Long> uids) {
    Map<String, String> found = new HashMap<>();
    List<Long> all = List.copyOf(uids);
    for (int i = 0; i < all.size(); i += NAMES_PER_QUERY) {
      String listed =
          all.subList(i, Math.min(all.size(), i + NAMES_PER_QUERY)).stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      String sql =
          "SELECT table_name, stable_name FROM information_schema.ins_tables WHERE db_name = "
              + Sql.literal(database)
              + " AND uid IN ("
              + listed
              + ")";
      try (QueryResult result = connection.query(sql)) {
        for (Row row : result) {
          found.put(row.getString(0), row.getString(1));
        }
      }
    }
    return found;
  }
}
