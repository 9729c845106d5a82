package io.taosbridge.connect.validation;

import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.Similar;
import io.taosbridge.connect.Sql;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Names of what there is on a server, in alphabetical order, for users to choose from. */
public final class ServerNames {

  private ServerNames() {}

  /** Databases of users. */
  public static List<Object> databases(Connection connection) {
    return names(
        connection,
        "SELECT name FROM information_schema.ins_databases"
            + " WHERE name NOT IN ('information_schema', 'performance_schema')");
  }

  public static List<Object> stables(Connection connection, String database) {
    return names(
        connection,
        "SELECT stable_name FROM information_schema.ins_stables WHERE db_name = "
            + Sql.literal(database));
  }

  /** Topics of TMQ. */
  public static List<Object> topics(Connection connection) {
    return names(connection, "SELECT topic_name FROM information_schema.ins_topics");
  }

  /** The end of a message about names that there are not: which one may be meant, if any. */
  public static String meant(List<String> missing, List<Object> known) {
    List<String> names = known.stream().map(String::valueOf).toList();
    return missing.stream()
        .map(name -> Similar.to(name, names))
        .flatMap(Optional::stream)
        .findFirst()
        .map(name -> ", did you mean " + name + "?")
        .orElse("");
  }

  private static List<Object> names(Connection connection, String sql) {
    List<String> names = new ArrayList<>();
    try (QueryResult result = connection.query(sql)) {
      for (Row row : result) {
        names.add(row.getString(0));
      }
    }
    Collections.sort(names);
    return List.copyOf(names);
  }
}
