package io.taosbridge.embedded.sql;

import io.taosbridge.embedded.sql.Show.What;
import java.util.Map;

/** SHOW. */
final class ShowParser {

  private static final Map<String, What> SUBJECTS =
      Map.ofEntries(
          Map.entry("databases", What.DATABASES),
          Map.entry("tables", What.TABLES),
          Map.entry("stables", What.STABLES),
          Map.entry("views", What.VIEWS),
          Map.entry("vgroups", What.VGROUPS),
          Map.entry("topics", What.TOPICS),
          Map.entry("consumers", What.CONSUMERS),
          Map.entry("subscriptions", What.SUBSCRIPTIONS),
          Map.entry("users", What.USERS),
          Map.entry("dnodes", What.DNODES),
          Map.entry("mnodes", What.MNODES),
          Map.entry("connections", What.CONNECTIONS),
          Map.entry("variables", What.VARIABLES),
          Map.entry("cluster", What.CLUSTER),
          Map.entry("tags", What.TAGS));

  private final Tokens tokens;

  ShowParser(Tokens tokens) {
    this.tokens = tokens;
  }

  Statement show() {
    tokens.expect("show");
    if (tokens.accept("cluster", "alive")) {
      return new Show(What.CLUSTER_ALIVE, null, null, null);
    }
    if (tokens.accept("create")) {
      return create();
    }
    String database = null;
    if (tokens.peek(1).is(".")) {
      database = tokens.name();
      tokens.expect(".");
    } else if (!tokens.accept("local")) {
      tokens.accept("user");
    }
    What what = SUBJECTS.get(tokens.peek().text());
    if (what == null) {
      throw tokens.unexpected();
    }
    tokens.take();
    return rest(what, database);
  }

  private Statement rest(What what, String qualifier) {
    String database = qualifier;
    TableName table = null;
    if (tokens.accept("from")) {
      if (what == What.TAGS) {
        table = tokens.tableName();
        if (tokens.accept("from")) {
          table = new TableName(tokens.name(), table.table());
        }
      } else {
        database = tokens.name();
      }
    }
    String like = tokens.accept("like") ? tokens.string() : null;
    return new Show(what, database, table, like);
  }

  private Statement create() {
    if (tokens.accept("database")) {
      return new Show(What.CREATE_DATABASE, tokens.name(), null, null);
    }
    if (tokens.accept("stable")) {
      return new Show(What.CREATE_STABLE, null, tokens.tableName(), null);
    }
    tokens.expect("table");
    return new Show(What.CREATE_TABLE, null, tokens.tableName(), null);
  }
}
