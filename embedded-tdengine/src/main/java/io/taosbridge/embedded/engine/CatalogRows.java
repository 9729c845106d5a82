package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.storage.Catalog;
import io.taosbridge.embedded.storage.ChildTable;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.Schema;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.Table;
import io.taosbridge.embedded.storage.Vgroup;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** What {@code information_schema} tells of databases and tables. */
final class CatalogRows {

  private static final int DATABASE_COLUMNS = 29;
  private static final String READY = "ready";

  private final Catalog catalog;

  CatalogRows(Catalog catalog) {
    this.catalog = catalog;
  }

  List<Object[]> databases() {
    List<Object[]> rows = new ArrayList<>();
    for (String name : List.of(SystemTables.INFORMATION, SystemTables.PERFORMANCE)) {
      Object[] row = new Object[DATABASE_COLUMNS];
      row[0] = name;
      row[15] = READY;
      rows.add(row);
    }
    catalog.databases().forEach(database -> rows.add(row(database)));
    return rows;
  }

  private static Object[] row(Database database) {
    Map<String, String> options = database.options().others();
    String keep = KeepText.of(database.options().keepMinutes());
    return new Object[] {
      database.name(),
      database.createdAt(),
      (short) database.vgroups().size(),
      (long) database.tables().size(),
      (byte) 1,
      "on",
      options.getOrDefault("duration", "10d"),
      keep + "," + keep + "," + keep,
      number(options, "buffer", 256),
      number(options, "pagesize", 4),
      number(options, "pages", 256),
      number(options, "minrows", 100),
      number(options, "maxrows", 4096),
      (byte) number(options, "comp", 2),
      database.precision().symbol(),
      READY,
      null,
      false,
      options.getOrDefault("cachemodel", "none"),
      number(options, "cachesize", 1),
      (byte) number(options, "wal_level", 1),
      number(options, "wal_fsync_period", 3000),
      (int) database.options().walRetentionSeconds(),
      (long) number(options, "wal_retention_size", 0),
      (short) number(options, "stt_trigger", 2),
      (short) number(options, "table_prefix", 0),
      (short) number(options, "table_suffix", 0),
      number(options, "tsdb_pagesize", 4),
      0
    };
  }

  private static int number(Map<String, String> options, String name, int otherwise) {
    try {
      return Integer.parseInt(options.getOrDefault(name, ""));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  List<Object[]> superTables() {
    List<Object[]> rows = new ArrayList<>();
    for (Database database : catalog.databases()) {
      for (SuperTable table : database.superTables()) {
        rows.add(
            new Object[] {
              table.name(),
              database.name(),
              table.createdAt(),
              table.schema().columns().size(),
              table.tags().columns().size(),
              table.createdAt(),
              table.comment(),
              "5000a,5000a",
              "-1a,-1a",
              "",
              table.uid(),
              false
            });
      }
    }
    return rows;
  }

  List<Object[]> tables() {
    List<Object[]> rows = new ArrayList<>();
    for (Database database : catalog.databases()) {
      for (Table table : database.tables()) {
        ChildTable child = table instanceof ChildTable c ? c : null;
        rows.add(
            new Object[] {
              table.name(),
              database.name(),
              table.createdAt(),
              table.schema().columns().size(),
              child == null ? null : child.superTable().name(),
              table.uid(),
              table.vgroup().id(),
              table.ttl(),
              table.comment(),
              child == null ? "NORMAL_TABLE" : "CHILD_TABLE"
            });
      }
    }
    return rows;
  }

  List<Object[]> tags() {
    List<Object[]> rows = new ArrayList<>();
    for (Database database : catalog.databases()) {
      for (SuperTable superTable : database.superTables()) {
        for (ChildTable child : superTable.children()) {
          for (ColumnDef tag : superTable.tags().columns()) {
            rows.add(
                new Object[] {
                  child.name(),
                  database.name(),
                  superTable.name(),
                  tag.name(),
                  TypeNames.declared(tag.type()),
                  text(child.tag(tag.id()))
                });
          }
        }
      }
    }
    return rows;
  }

  private static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return "\\x" + HexFormat.of().withUpperCase().formatHex(bytes);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return value == null ? null : value.toString();
  }

  List<Object[]> columns() {
    List<Object[]> rows = new ArrayList<>();
    for (Database database : catalog.databases()) {
      for (SuperTable table : database.superTables()) {
        addColumns(rows, database, table.name(), "SUPER_TABLE", table.schema());
      }
      for (Table table : database.tables()) {
        String type = table instanceof ChildTable ? "CHILD_TABLE" : "NORMAL_TABLE";
        addColumns(rows, database, table.name(), type, table.schema());
      }
    }
    return rows;
  }

  private static void addColumns(
      List<Object[]> rows, Database database, String table, String tableType, Schema schema) {
    for (ColumnDef column : schema.columns()) {
      boolean decimal = column.type().type().isDecimal();
      rows.add(
          new Object[] {
            table,
            database.name(),
            tableType,
            column.name(),
            TypeNames.declared(column.type()),
            TypeNames.length(column.type()),
            decimal ? column.type().precision() : null,
            decimal ? column.type().scale() : null,
            column.id() == 1 ? 0 : 1
          });
    }
  }

  List<Object[]> vgroups() {
    List<Object[]> rows = new ArrayList<>();
    for (Database database : catalog.databases()) {
      for (Vgroup vgroup : database.vgroups()) {
        long tables = database.tables().stream().filter(table -> table.vgroup() == vgroup).count();
        long applied = vgroup.log().end() - 1;
        rows.add(
            new Object[] {
              vgroup.id(),
              database.name(),
              (int) tables,
              (short) 1,
              "leader",
              applied + "/" + applied,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              0,
              0,
              (byte) 0,
              0
            });
      }
    }
    return rows;
  }
}
