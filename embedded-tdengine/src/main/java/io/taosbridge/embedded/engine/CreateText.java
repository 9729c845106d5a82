package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.storage.ChildTable;
import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.Schema;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.Table;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The statements that would make what there is. */
final class CreateText {

  private CreateText() {}

  static String of(Database database) {
    String keep = KeepText.of(database.options().keepMinutes());
    Map<String, String> options = database.options().others();
    return "CREATE DATABASE `%s` BUFFER %s CACHESIZE %s CACHEMODEL '%s' COMP %s DURATION %s WAL_FSYNC_PERIOD %s MAXROWS %s MINROWS %s STT_TRIGGER %s KEEP %s,%s,%s PAGES %s PAGESIZE %s PRECISION '%s' REPLICA 1 WAL_LEVEL %s VGROUPS %d SINGLE_STABLE 0 WAL_RETENTION_PERIOD %d WAL_RETENTION_SIZE %s"
        .formatted(
            database.name(),
            options.getOrDefault("buffer", "256"),
            options.getOrDefault("cachesize", "1"),
            options.getOrDefault("cachemodel", "none"),
            options.getOrDefault("comp", "2"),
            options.getOrDefault("duration", "10d"),
            options.getOrDefault("wal_fsync_period", "3000"),
            options.getOrDefault("maxrows", "4096"),
            options.getOrDefault("minrows", "100"),
            options.getOrDefault("stt_trigger", "2"),
            keep,
            keep,
            keep,
            options.getOrDefault("pages", "256"),
            options.getOrDefault("pagesize", "4"),
            database.precision().symbol(),
            options.getOrDefault("wal_level", "1"),
            database.vgroups().size(),
            database.options().walRetentionSeconds(),
            options.getOrDefault("wal_retention_size", "0"));
  }

  static String of(SuperTable table) {
    return "CREATE STABLE `%s` (%s) TAGS (%s)"
        .formatted(table.name(), columns(table.schema()), columns(table.tags()));
  }

  static String of(Table table) {
    if (!(table instanceof ChildTable child)) {
      return "CREATE TABLE `%s` (%s)".formatted(table.name(), columns(table.schema()));
    }
    List<ColumnDef> tags = child.superTable().tags().columns();
    return "CREATE TABLE `%s` USING `%s` (%s) TAGS (%s)"
        .formatted(
            child.name(),
            child.superTable().name(),
            tags.stream().map(tag -> "`" + tag.name() + "`").collect(Collectors.joining(", ")),
            tags.stream()
                .map(tag -> literal(child.tag(tag.id())))
                .collect(Collectors.joining(", ")));
  }

  private static String columns(Schema schema) {
    return schema.columns().stream()
        .map(
            column ->
                "`"
                    + column.name()
                    + "` "
                    + TypeNames.declared(column.type())
                    + (column.primaryKey() ? " COMPOSITE KEY" : ""))
        .collect(Collectors.joining(", "));
  }

  private static String literal(Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof byte[] bytes) {
      return "\"\\x" + HexFormat.of().withUpperCase().formatHex(bytes) + "\"";
    }
    return value instanceof String text ? "\"" + text + "\"" : value.toString();
  }
}
