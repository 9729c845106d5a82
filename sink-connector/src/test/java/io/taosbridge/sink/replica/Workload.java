package io.taosbridge.sink.replica;

import io.taosbridge.block.Precision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Statements by chance, each of which is valid when its turn comes. Names of supertables, columns
 * and tags are used once, those of child and normal tables again and again.
 */
final class Workload {

  private static final List<String> TYPES =
      List.of(
          "BOOL",
          "TINYINT",
          "SMALLINT",
          "INT",
          "BIGINT",
          "TINYINT UNSIGNED",
          "SMALLINT UNSIGNED",
          "INT UNSIGNED",
          "BIGINT UNSIGNED",
          "FLOAT",
          "DOUBLE",
          "TIMESTAMP",
          "VARCHAR(8)",
          "NCHAR(8)",
          "VARBINARY(8)",
          "GEOMETRY(100)");
  private static final String DECIMAL = "DECIMAL(12,3)";
  private static final long SECONDS = 1_700_000_000L;
  private static final int TIMES = 100;

  /** A supertable or normal table. */
  private static final class Table {
    final Map<String, String> columns = new LinkedHashMap<>();
    final Map<String, String> tags = new LinkedHashMap<>();
    final TreeSet<String> children = new TreeSet<>();
  }

  private final Random random;
  private final String database;
  private final long base;
  private final Consumer<String> execute;
  private final Map<String, Table> stables = new TreeMap<>();
  private final Map<String, Table> normals = new TreeMap<>();
  private final Set<Avoid> avoided;

  /**
   * Whether tags are renamed, or else set to NULL: what nobody can tell from a value that the new
   * name has not got yet.
   */
  private final boolean renamesTags;

  private int names;

  /** What not to do. */
  enum Avoid {
    SETTING_TAGS,
    DROPPING_SUPERTABLES,
    OTHER_TABLES_THAN_CHILDREN
  }

  Workload(
      Random random,
      String database,
      Precision precision,
      Set<Avoid> avoided,
      Consumer<String> execute) {
    this.random = random;
    this.renamesTags = random.nextBoolean();
    this.avoided = Set.copyOf(avoided);
    this.database = database;
    this.base = SECONDS * precision.unitsPerSecond();
    this.execute = execute;
  }

  /** The supertables that there are. */
  Set<String> stables() {
    return Set.copyOf(stables.keySet());
  }

  void step() {
    boolean childrenOnly = avoided.contains(Avoid.OTHER_TABLES_THAN_CHILDREN);
    if (stables.isEmpty()) {
      createStable();
      return;
    }
    switch (random.nextInt(20)) {
      case 0 -> {
        if (!childrenOnly) {
          createStable();
        }
      }
      case 1 -> {
        if (!childrenOnly) {
          createNormal();
        }
      }
      case 2, 3 -> createChildren();
      case 4 -> alterColumn(any(stables), "STABLE", stables);
      case 5 -> alterTag();
      case 6, 7 -> {
        if (!avoided.contains(Avoid.SETTING_TAGS)) {
          setTag();
        }
      }
      case 8 -> dropTable();
      case 9 -> deleteFromTable();
      case 10 -> deleteFromStable();
      case 11 -> {
        if (!normals.isEmpty()) {
          alterColumn(any(normals), "TABLE", normals);
        }
      }
      case 12 -> {
        if (random.nextInt(4) == 0
            && !childrenOnly
            && !avoided.contains(Avoid.DROPPING_SUPERTABLES)) {
          String stable = any(stables);
          stables.remove(stable);
          run("DROP STABLE " + named(stable));
        }
      }
      default -> insert();
    }
  }

  /**
   * Writes or deletes rows in a database that has the same tables, and nothing else.
   *
   * @param dealt which child tables may be written to
   */
  void stepOfRows(String other, Predicate<String> dealt, Consumer<String> run) {
    Table table = stables.get(any(stables));
    List<String> children = table.children.stream().filter(dealt).toList();
    if (children.isEmpty()) {
      return;
    }
    String child = "`" + other + "`.`" + any(children) + "`";
    run.accept(
        random.nextInt(5) == 0
            ? "DELETE FROM " + child + " WHERE " + range()
            : "INSERT INTO " + child + rows(table));
  }

  private void run(String sql) {
    execute.accept(sql);
  }

  private String named(String table) {
    return "`" + database + "`.`" + table + "`";
  }

  private String fresh(String prefix) {
    names++;
    return prefix + names;
  }

  private String any(Map<String, ?> map) {
    return any(map.keySet());
  }

  private <T> T any(Collection<T> from) {
    return List.copyOf(from).get(random.nextInt(from.size()));
  }

  void createStable() {
    if (stables.size() >= 3) {
      return;
    }
    Table table = new Table();
    columns(table.columns);
    for (int i = 0; i <= random.nextInt(4); i++) {
      table.tags.put(fresh("t"), any(TYPES));
    }
    table.tags.put(fresh("t"), "INT");
    if (random.nextInt(4) == 0) {
      table.tags.clear();
      table.tags.put(fresh("t"), "JSON");
    }
    String name = fresh("St");
    stables.put(name, table);
    run(
        "CREATE STABLE "
            + named(name)
            + " (ts TIMESTAMP, "
            + declared(table.columns)
            + ") TAGS ("
            + declared(table.tags)
            + ")");
  }

  private void columns(Map<String, String> columns) {
    for (int i = 0; i <= random.nextInt(5); i++) {
      columns.put(fresh("c"), random.nextInt(10) == 0 ? DECIMAL : any(TYPES));
    }
  }

  private static String declared(Map<String, String> columns) {
    return columns.entrySet().stream()
        .map(column -> "`" + column.getKey() + "` " + column.getValue())
        .collect(Collectors.joining(", "));
  }

  private void createNormal() {
    String name = "normal " + random.nextInt(3);
    if (!normals.containsKey(name)) {
      Table table = new Table();
      columns(table.columns);
      normals.put(name, table);
      run("CREATE TABLE " + named(name) + " (ts TIMESTAMP, " + declared(table.columns) + ")");
    }
  }

  private void createChildren() {
    String stable = any(stables);
    Table table = stables.get(stable);
    StringBuilder sql = new StringBuilder("CREATE TABLE");
    for (int i = 0; i <= random.nextInt(3); i++) {
      String child = stable + "'s " + random.nextInt(6);
      sql.append(" IF NOT EXISTS ")
          .append(named(child))
          .append(" USING ")
          .append(named(stable))
          .append(tags(table));
      table.children.add(child);
    }
    run(sql.toString());
  }

  private String tags(Table table) {
    return " TAGS ("
        + table.tags.values().stream().map(this::literal).collect(Collectors.joining(", "))
        + ")";
  }

  private void insert() {
    if (!normals.isEmpty() && random.nextInt(4) == 0) {
      String name = any(normals);
      run("INSERT INTO " + named(name) + rows(normals.get(name)));
      return;
    }
    String stable = any(stables);
    Table table = stables.get(stable);
    StringBuilder sql = new StringBuilder("INSERT INTO");
    TreeSet<String> children = new TreeSet<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      children.add(stable + "'s " + random.nextInt(6));
    }
    for (String child : children) {
      sql.append(' ').append(named(child));
      if (table.children.add(child) || random.nextBoolean()) {
        sql.append(" USING ").append(named(stable)).append(tags(table));
      }
      sql.append(rows(table));
    }
    run(sql.toString());
  }

  private String rows(Table table) {
    List<String> written = new ArrayList<>(table.columns.keySet());
    if (written.size() > 1 && random.nextBoolean()) {
      written.remove(random.nextInt(written.size()));
    }
    StringBuilder rows = new StringBuilder(" (ts");
    written.forEach(column -> rows.append(", `").append(column).append('`'));
    rows.append(") VALUES");
    for (int i = 0; i <= random.nextInt(8); i++) {
      rows.append(" (").append(time());
      written.forEach(column -> rows.append(", ").append(literal(table.columns.get(column))));
      rows.append(')');
    }
    return rows.toString();
  }

  private long time() {
    return base + random.nextInt(TIMES);
  }

  private void alterColumn(String name, String kind, Map<String, Table> tables) {
    Table table = tables.get(name);
    if (table.columns.containsValue(DECIMAL)) {
      return; // of one that is gone, rows in the log cannot be read
    }
    alter("ALTER " + kind + " " + named(name), "COLUMN", table.columns, kind.equals("TABLE"));
  }

  private void alterTag() {
    String stable = any(stables);
    Table table = stables.get(stable);
    if (!table.tags.containsValue("JSON")) {
      alter("ALTER STABLE " + named(stable), "TAG", table.tags, renamesTags);
    }
  }

  private void alter(String head, String kind, Map<String, String> columns, boolean canRename) {
    String column = any(columns.keySet());
    String type = columns.get(column);
    switch (random.nextInt(4)) {
      case 0 -> {
        String added = fresh("a");
        columns.put(added, any(TYPES));
        run(head + " ADD " + kind + " `" + added + "` " + columns.get(added));
      }
      case 1 -> {
        if (columns.size() > 1 && !type.equals(DECIMAL)) {
          columns.remove(column);
          run(head + " DROP " + kind + " `" + column + "`");
        }
      }
      case 2 -> {
        if (type.endsWith("R(8)") || type.startsWith("VARB")) {
          String wider = type.substring(0, type.indexOf('(')) + "(" + (length(type) + 8) + ")";
          columns.put(column, wider);
          run(head + " MODIFY " + kind + " `" + column + "` " + wider);
        }
      }
      default -> {
        if (canRename) {
          String renamed = fresh("r");
          Map<String, String> before = new LinkedHashMap<>(columns);
          columns.clear();
          before.forEach((each, of) -> columns.put(each.equals(column) ? renamed : each, of));
          run(head + " RENAME " + kind + " `" + column + "` `" + renamed + "`");
        }
      }
    }
  }

  private static int length(String type) {
    return Integer.parseInt(type.substring(type.indexOf('(') + 1, type.length() - 1));
  }

  private void setTag() {
    String stable = any(stables);
    Table table = stables.get(stable);
    if (!table.children.isEmpty()) {
      String tag = any(table.tags.keySet());
      String type = table.tags.get(tag);
      String value = renamesTags ? literalNotNull(type) : literal(type);
      run("ALTER TABLE " + named(any(table.children)) + " SET TAG `" + tag + "` = " + value);
    }
  }

  private void dropTable() {
    if (!normals.isEmpty() && random.nextInt(4) == 0) {
      String name = any(normals);
      normals.remove(name);
      run("DROP TABLE " + named(name));
      return;
    }
    Table table = stables.get(any(stables));
    if (!table.children.isEmpty()) {
      String child = any(table.children);
      table.children.remove(child);
      run("DROP TABLE " + named(child));
    }
  }

  private void deleteFromTable() {
    TreeSet<String> tables = new TreeSet<>(normals.keySet());
    stables.values().forEach(stable -> tables.addAll(stable.children));
    if (!tables.isEmpty()) {
      run("DELETE FROM " + named(any(tables)) + " WHERE " + range());
    }
  }

  private void deleteFromStable() {
    String stable = any(stables);
    String tag =
        stables.get(stable).tags.entrySet().stream()
            .filter(each -> each.getValue().equals("INT"))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(null);
    String condition = tag == null ? "" : " AND `" + tag + "` > 0";
    run("DELETE FROM " + named(stable) + " WHERE " + range() + condition);
  }

  private String range() {
    long from = time();
    return "ts >= " + from + " AND ts <= " + (from + random.nextInt(20));
  }

  private String literal(String type) {
    return random.nextInt(6) == 0 ? "NULL" : literalNotNull(type);
  }

  private String literalNotNull(String type) {
    int length = type.indexOf('(') < 0 || type.equals(DECIMAL) ? 0 : length(type);
    String name = length == 0 ? type : type.substring(0, type.indexOf('('));
    return switch (name) {
      case "BOOL" -> Boolean.toString(random.nextBoolean());
      case "TINYINT" -> Integer.toString((byte) random.nextInt() | 1);
      case "SMALLINT" -> Integer.toString((short) random.nextInt() | 1);
      case "INT" -> Integer.toString(random.nextInt() | 1);
      case "BIGINT" -> Long.toString(random.nextLong() | 1);
      case "TINYINT UNSIGNED" -> Integer.toString(random.nextInt(256));
      case "SMALLINT UNSIGNED" -> Integer.toString(random.nextInt(65_536));
      case "INT UNSIGNED" -> Long.toString(random.nextInt() & 0xffff_ffffL);
      case "BIGINT UNSIGNED" -> Long.toUnsignedString(random.nextLong());
      case "FLOAT" -> Float.toString(random.nextFloat());
      case "DOUBLE" -> Double.toString(random.nextDouble());
      case "TIMESTAMP" -> Long.toString(time());
      case DECIMAL -> "-" + random.nextInt(1_000_000) + "." + random.nextInt(1000);
      case "VARCHAR" -> text("abc'\\ ,\"x", length);
      case "NCHAR" -> text("a\u4e2d'\\\"\u00fc", length);
      case "VARBINARY" -> "'\\x" + "0F".repeat(random.nextInt(length)) + "ff'";
      case "GEOMETRY" -> "'POINT(" + random.nextInt(90) + " " + random.nextDouble() + ")'";
      case "JSON" -> "'{\"k\":\"" + random.nextInt(9) + "\"}'";
      default -> throw new AssertionError(type);
    };
  }

  private String text(String letters, int length) {
    StringBuilder text = new StringBuilder("'");
    for (int i = 0; i < random.nextInt(length + 1); i++) {
      char letter = letters.charAt(random.nextInt(letters.length()));
      text.append(letter == '\'' || letter == '\\' ? "\\" : "").append(letter);
    }
    return text.append("'").toString();
  }
}
