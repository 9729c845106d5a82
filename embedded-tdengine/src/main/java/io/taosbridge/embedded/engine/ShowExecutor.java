package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.embedded.sql.Describe;
import io.taosbridge.embedded.sql.Parser;
import io.taosbridge.embedded.sql.Select;
import io.taosbridge.embedded.sql.Show;
import io.taosbridge.embedded.storage.ChildTable;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Compression;
import io.taosbridge.embedded.storage.Schema;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Executes SHOW and DESCRIBE. */
final class ShowExecutor {

  private static final Schema NO_TAGS = new Schema(1, 0, List.of());
  private static final int CREATE_LENGTH = 3_145_726;

  private final TableResolver tables;
  private final QueryExecutor queries;

  ShowExecutor(TableResolver tables, QueryExecutor queries) {
    this.tables = tables;
    this.queries = queries;
  }

  SqlResult.Rows execute(Show show) {
    return switch (show.what()) {
      case CLUSTER_ALIVE -> one(List.of(field("status", DataType.INT, 0)), 1);
      case CREATE_DATABASE -> createDatabase(show.database());
      case CREATE_TABLE, CREATE_STABLE -> createTable(show);
      default -> queries.execute((Select) Parser.parse(query(show)));
    };
  }

  private String query(Show show) {
    return switch (show.what()) {
      case DATABASES -> information("name", "ins_databases") + like(" where", "name", show);
      case TABLES ->
          information("table_name", "ins_tables")
              + inDatabase(show)
              + like(" and", "table_name", show);
      case STABLES ->
          information("stable_name", "ins_stables")
              + inDatabase(show)
              + like(" and", "stable_name", show);
      case VIEWS -> information("*", "ins_views") + inDatabase(show);
      case VGROUPS -> information("*", "ins_vgroups") + inDatabase(show);
      case TAGS -> tags(show);
      case TOPICS -> information("topic_name", "ins_topics");
      case SUBSCRIPTIONS -> information("*", "ins_subscriptions");
      case USERS -> information("*", "ins_users");
      case DNODES -> information("*", "ins_dnodes");
      case MNODES -> information("*", "ins_mnodes");
      case CLUSTER -> information("*", "ins_cluster");
      case VARIABLES -> information("*", "ins_configs") + like(" where", "name", show);
      case CONSUMERS -> "select * from performance_schema.perf_consumers";
      case CONNECTIONS -> "select * from performance_schema.perf_connections";
      default -> throw new IllegalArgumentException("not a system table: " + show.what());
    };
  }

  private static String information(String columns, String table) {
    return "select " + columns + " from information_schema." + table;
  }

  private String inDatabase(Show show) {
    String database = show.database();
    if (!SystemTables.isSystemDatabase(database)) {
      database = tables.databaseOrCurrent(database).name();
    }
    return " where db_name = " + quoted(database);
  }

  private static String like(String before, String column, Show show) {
    return show.like() == null ? "" : before + " " + column + " like " + quoted(show.like());
  }

  private String tags(Show show) {
    Table table = tables.table(show.table());
    return information("*", "ins_tags")
        + " where table_name = "
        + quoted(table.name())
        + " and db_name = "
        + quoted(table.database().name());
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  SqlResult.Rows describe(Describe describe) {
    Optional<SuperTable> superTable = tables.findSuperTable(describe.table());
    Schema schema;
    Schema tags;
    if (superTable.isPresent()) {
      schema = superTable.get().schema();
      tags = superTable.get().tags();
    } else {
      Table table = tables.table(describe.table());
      schema = table.schema();
      tags = table instanceof ChildTable child ? child.superTable().tags() : NO_TAGS;
    }
    List<Object[]> rows = new ArrayList<>();
    for (ColumnDef column : schema.columns()) {
      String note = column.primaryKey() ? "COMPOSITE KEY" : "";
      rows.add(describe(column, note, Compression.of(column.type().type())));
    }
    tags.columns().forEach(tag -> rows.add(describe(tag, "TAG", Compression.NONE)));
    return new SqlResult.Rows(
        List.of(
            field("field", DataType.VARCHAR, 325),
            field("type", DataType.VARCHAR, 20),
            field("length", DataType.INT, 0),
            field("note", DataType.VARCHAR, 16),
            field("encode", DataType.VARCHAR, 12),
            field("compress", DataType.VARCHAR, 12),
            field("level", DataType.VARCHAR, 12)),
        Precision.MILLISECONDS,
        rows);
  }

  private static Object[] describe(ColumnDef column, String note, Compression compression) {
    return new Object[] {
      column.name(),
      TypeNames.bare(column.type()),
      TypeNames.length(column.type()),
      note,
      compression.encode(),
      compression.compress(),
      compression.level()
    };
  }

  private SqlResult.Rows createDatabase(String name) {
    String sql = CreateText.of(tables.database(name));
    return one(
        List.of(
            field("Database", DataType.VARCHAR, 65),
            field("Create Database", DataType.VARCHAR, CREATE_LENGTH)),
        name,
        sql);
  }

  private SqlResult.Rows createTable(Show show) {
    Optional<SuperTable> superTable = tables.findSuperTable(show.table());
    String sql =
        superTable.isPresent()
            ? CreateText.of(superTable.get())
            : CreateText.of(tables.table(show.table()));
    return one(
        List.of(
            field("Table", DataType.VARCHAR, 193),
            field("Create Table", DataType.VARCHAR, CREATE_LENGTH)),
        show.table().table(),
        sql);
  }

  private static ResultField field(String name, DataType type, int length) {
    return new ResultField(name, ColumnType.of(type, length));
  }

  private static SqlResult.Rows one(List<ResultField> fields, Object... values) {
    List<Object[]> rows = new ArrayList<>();
    rows.add(values);
    return new SqlResult.Rows(fields, Precision.MILLISECONDS, rows);
  }
}
