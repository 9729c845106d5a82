package io.taosbridge.embedded.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The databases {@code information_schema} and {@code performance_schema}. */
final class SystemTables {

  static final String INFORMATION = "information_schema";
  static final String PERFORMANCE = "performance_schema";
  private static final Set<String> DATABASES = Set.of(INFORMATION, PERFORMANCE);

  private final Map<String, SystemTable> information = new HashMap<>();
  private final Map<String, SystemTable> performance = new HashMap<>();

  SystemTables(State state) {
    CatalogRows catalog = new CatalogRows(state.catalog());
    ServerRows server = new ServerRows(state);
    List<SystemTable> informationTables = new ArrayList<>(catalogTables(catalog));
    informationTables.addAll(serverTables(server));
    informationTables.forEach(table -> information.put(table.name(), table));
    performanceTables(server).forEach(table -> performance.put(table.name(), table));
  }

  /**
   * @param name may be null
   */
  static boolean isSystemDatabase(String name) {
    return name != null && DATABASES.contains(name);
  }

  /**
   * @throws EngineException 0x2603 if there is no such table
   */
  Relation relation(String database, String table, String alias) {
    Map<String, SystemTable> tables = database.equals(INFORMATION) ? information : performance;
    SystemTable found = tables.get(table.toLowerCase(Locale.ROOT));
    if (found == null) {
      throw EngineError.TABLE_NOT_EXIST.exception();
    }
    return found.relation(alias);
  }

  private static List<SystemTable> catalogTables(CatalogRows rows) {
    return List.of(
        new SystemTable("ins_databases", rows::databases)
            .text("name", 64)
            .time("create_time")
            .smallint("vgroups")
            .bigint("ntables")
            .tinyint("replica")
            .text("strict", 4)
            .text("duration", 10)
            .text("keep", 32)
            .integer("buffer")
            .integer("pagesize")
            .integer("pages")
            .integer("minrows")
            .integer("maxrows")
            .tinyint("comp")
            .text("precision", 2)
            .text("status", 10)
            .text("retentions", 60)
            .bool("single_stable")
            .text("cachemodel", 60)
            .integer("cachesize")
            .tinyint("wal_level")
            .integer("wal_fsync_period")
            .integer("wal_retention_period")
            .bigint("wal_retention_size")
            .smallint("stt_trigger")
            .smallint("table_prefix")
            .smallint("table_suffix")
            .integer("tsdb_pagesize")
            .integer("keep_time_offset"),
        new SystemTable("ins_stables", rows::superTables)
            .text("stable_name", 192)
            .text("db_name", 64)
            .time("create_time")
            .integer("columns")
            .integer("tags")
            .time("last_update")
            .text("table_comment", 1024)
            .text("watermark", 64)
            .text("max_delay", 64)
            .text("rollup", 128)
            .bigint("uid")
            .bool("isvirtual"),
        new SystemTable("ins_tables", rows::tables)
            .text("table_name", 192)
            .text("db_name", 64)
            .time("create_time")
            .integer("columns")
            .text("stable_name", 192)
            .bigint("uid")
            .integer("vgroup_id")
            .integer("ttl")
            .text("table_comment", 1024)
            .text("type", 21),
        new SystemTable("ins_tags", rows::tags)
            .text("table_name", 192)
            .text("db_name", 64)
            .text("stable_name", 192)
            .text("tag_name", 64)
            .text("tag_type", 32)
            .text("tag_value", 16384),
        new SystemTable("ins_columns", rows::columns)
            .text("table_name", 192)
            .text("db_name", 64)
            .text("table_type", 21)
            .text("col_name", 64)
            .text("col_type", 32)
            .integer("col_length")
            .integer("col_precision")
            .integer("col_scale")
            .integer("col_nullable"),
        new SystemTable("ins_vgroups", rows::vgroups)
            .integer("vgroup_id")
            .text("db_name", 64)
            .integer("tables")
            .smallint("v1_dnode")
            .text("v1_status", 9)
            .text("v1_applied/committed", 41)
            .smallint("v2_dnode")
            .text("v2_status", 9)
            .text("v2_applied/committed", 41)
            .smallint("v3_dnode")
            .text("v3_status", 9)
            .text("v3_applied/committed", 41)
            .smallint("v4_dnode")
            .text("v4_status", 9)
            .text("v4_applied/committed", 41)
            .integer("cacheload")
            .integer("cacheelements")
            .tinyint("tsma")
            .integer("mount_vgroup_id"),
        new SystemTable("ins_views", List::of)
            .text("view_name", 192)
            .text("db_name", 64)
            .text("effective_user", 24)
            .time("create_time")
            .text("type", 128)
            .text("query_sql", 2048)
            .text("parameters", 2048)
            .text("default_values", 2048)
            .text("target_table", 192));
  }

  private static List<SystemTable> serverTables(ServerRows rows) {
    return List.of(
        new SystemTable("ins_topics", rows::topics)
            .text("topic_name", 192)
            .text("db_name", 64)
            .time("create_time")
            .text("sql", 65517)
            .text("schema", 65517)
            .text("meta", 4)
            .text("type", 8),
        new SystemTable("ins_subscriptions", rows::subscriptions)
            .text("topic_name", 204)
            .text("consumer_group", 193)
            .integer("vgroup_id")
            .text("consumer_id", 32)
            .text("user", 24)
            .text("fqdn", 128)
            .text("offset", 64)
            .bigint("rows"),
        new SystemTable("ins_users", rows::users)
            .text("name", 24)
            .tinyint("super")
            .tinyint("enable")
            .tinyint("sysinfo")
            .tinyint("createdb")
            .time("create_time")
            .text("allowed_host", 255),
        new SystemTable("ins_dnodes", rows::dnodes)
            .integer("id")
            .text("endpoint", 134)
            .smallint("vnodes")
            .smallint("support_vnodes")
            .text("status", 10)
            .time("create_time")
            .time("reboot_time")
            .text("note", 256),
        new SystemTable("ins_mnodes", rows::mnodes)
            .integer("id")
            .text("endpoint", 134)
            .text("role", 12)
            .text("status", 9)
            .time("create_time")
            .time("role_time"),
        new SystemTable("ins_cluster", rows::cluster)
            .bigint("id")
            .text("name", 134)
            .integer("uptime")
            .time("create_time")
            .text("version", 10)
            .time("expire_time"),
        new SystemTable("ins_configs", rows::variables)
            .text("name", 64)
            .text("value", 4096)
            .text("scope", 8)
            .text("category", 8));
  }

  private static List<SystemTable> performanceTables(ServerRows rows) {
    return List.of(
        new SystemTable("perf_connections", rows::connections)
            .bigint("conn_id")
            .text("user", 24)
            .text("app", 24)
            .text("end_point", 23)
            .time("login_time")
            .time("last_access")
            .text("user_app", 24)
            .text("user_ip", 22),
        new SystemTable("perf_consumers", rows::consumers)
            .text("consumer_id", 32)
            .text("consumer_group", 193)
            .text("client_id", 256)
            .text("user", 24)
            .text("fqdn", 128)
            .text("status", 20)
            .text("topics", 204)
            .time("up_time")
            .time("subscribe_time")
            .time("rebalance_time")
            .text("parameters", 128));
  }
}
