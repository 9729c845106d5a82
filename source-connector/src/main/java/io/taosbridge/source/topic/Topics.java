package io.taosbridge.source.topic;

import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.connect.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/** Looks topics up, and makes those for supertables. */
public final class Topics {

  private static final String NAME = "(`[^`]+`|\\w+)";

  /** The statement of a supertable topic: groups 1 and 2 are database, if told, and supertable. */
  private static final Pattern STABLE_TOPIC =
      Pattern.compile(
          "\\s*create\\s+topic\\s+(?:if\\s+not\\s+exists\\s+)?(?:`[^`]+`|\\w+)\\s+"
              + "(?:(?:with|only)\\s+meta\\s+)?as\\s+stable\\s+(?:"
              + NAME
              + "\\s*\\.\\s*)?"
              + NAME
              + "(?:\\s.*|;.*)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private Topics() {}

  /** The name of the topic that the connector makes for a supertable. */
  public static String nameFor(String database, String stable) {
    return "taosbridge_" + database + "_" + stable;
  }

  /** Makes the topic for a supertable unless it exists. */
  public static void create(
      Connection connection, String database, String stable, boolean withMeta) {
    connection.execute(
        "CREATE TOPIC IF NOT EXISTS "
            + Sql.quote(nameFor(database, stable))
            + (withMeta ? " WITH META" : "")
            + " AS STABLE "
            + Sql.quote(database, stable));
  }

  /** The topics of these names that exist, in the order of the names. */
  public static Map<String, TopicInfo> find(Connection connection, Collection<String> names) {
    if (names.isEmpty()) {
      return Map.of();
    }
    String sql =
        "SELECT topic_name, db_name, `sql`, `type` FROM information_schema.ins_topics"
            + " WHERE topic_name IN ("
            + names.stream().map(Sql::literal).collect(Collectors.joining(", "))
            + ")";
    Map<String, TopicInfo> found = new LinkedHashMap<>();
    try (QueryResult result = connection.query(sql)) {
      for (Row row : result) {
        TopicInfo topic = topic(row);
        found.put(topic.name(), topic);
      }
    }
    Map<String, TopicInfo> ordered = new LinkedHashMap<>();
    for (String name : names) {
      if (found.containsKey(name)) {
        ordered.put(name, found.get(name));
      }
    }
    return ordered;
  }

  /** Those of the topics that deliver no metadata. */
  static List<String> withoutMeta(Connection connection, Collection<String> names) {
    return column(
        connection,
        "SELECT topic_name FROM information_schema.ins_topics WHERE `meta` = 'no' AND topic_name IN"
            + " ("
            + names.stream().map(Sql::literal).collect(Collectors.joining(", "))
            + ")");
  }

  /** The names of all topics. */
  public static List<String> names(Connection connection) {
    return column(connection, "SELECT topic_name FROM information_schema.ins_topics");
  }

  /** The names of all supertables of a database. */
  public static List<String> stables(Connection connection, String database) {
    return column(
        connection,
        "SELECT stable_name FROM information_schema.ins_stables WHERE db_name = "
            + Sql.literal(database));
  }

  private static List<String> column(Connection connection, String sql) {
    List<String> values = new ArrayList<>();
    try (QueryResult result = connection.query(sql)) {
      for (Row row : result) {
        values.add(row.getString(0));
      }
    }
    return values;
  }

  /** Drops a topic if it exists. It must not be in use. */
  public static void drop(Connection connection, String topic) {
    connection.execute("DROP TOPIC IF EXISTS " + Sql.quote(topic));
  }

  private static TopicInfo topic(Row row) {
    String name = row.getString(0);
    String database = row.getString(1);
    return switch (row.getString(3)) {
      case "db" -> new TopicInfo(name, TopicInfo.Kind.DATABASE, database, null);
      case "stable" ->
          new TopicInfo(name, TopicInfo.Kind.STABLE, database, stableOf(name, row.getString(2)));
      default -> new TopicInfo(name, TopicInfo.Kind.QUERY, database, null);
    };
  }

  /** The supertable is told only by the statement that made the topic. */
  public static String stableOf(String topic, String sql) {
    Matcher matcher = STABLE_TOPIC.matcher(sql);
    if (!matcher.matches()) {
      throw new ConnectException(
          "cannot tell which supertable topic " + topic + " is of from its statement: " + sql);
    }
    String name = matcher.group(2);
    return name.startsWith("`")
        ? name.substring(1, name.length() - 1)
        : name.toLowerCase(Locale.ROOT);
  }

  /** The vgroups of a database in ascending order; empty if there is no such database. */
  public static SortedSet<Integer> vgroups(Connection connection, String database) {
    String sql =
        "SELECT vgroup_id FROM information_schema.ins_vgroups WHERE db_name = "
            + Sql.literal(database);
    SortedSet<Integer> vgroups = new TreeSet<>();
    try (QueryResult result = connection.query(sql)) {
      for (Row row : result) {
        vgroups.add((int) row.getLong(0));
      }
    }
    return vgroups;
  }

  /** Those of the names that are missing. */
  public static List<String> missing(Collection<String> names, Map<String, TopicInfo> found) {
    List<String> missing = new ArrayList<>(names);
    missing.removeAll(found.keySet());
    return missing;
  }
}
