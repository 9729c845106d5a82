package io.taosbridge.embedded.sql;

/**
 * SHOW.
 *
 * @param database null if none was named
 * @param table null if none was named
 * @param like null if there is no pattern
 */
public record Show(What what, String database, TableName table, String like) implements Statement {

  /** What is to be shown. */
  public enum What {
    DATABASES,
    TABLES,
    STABLES,
    VIEWS,
    VGROUPS,
    TOPICS,
    CONSUMERS,
    SUBSCRIPTIONS,
    USERS,
    DNODES,
    MNODES,
    CONNECTIONS,
    VARIABLES,
    CLUSTER,
    CLUSTER_ALIVE,
    TAGS,
    CREATE_DATABASE,
    CREATE_TABLE,
    CREATE_STABLE
  }
}
