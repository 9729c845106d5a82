package io.taosbridge.source.dealing;

import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.Sql;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops consumer groups of this connector that no task uses any more. Each subscription leaves one
 * behind, and a topic can have a hundred.
 */
public final class GroupCleanup {

  private static final Logger LOG = LoggerFactory.getLogger(GroupCleanup.class);

  private record Group(String topic, String name) {}

  private final Pattern own;
  private Set<Group> idleBefore = Set.of();

  /**
   * @param own matches the names of this connector's groups, and no others
   */
  public GroupCleanup(Pattern own) {
    this.own = own;
  }

  /**
   * Drops the groups that had no consumer the last time either: a group that is being joined has
   * none for a moment.
   */
  public void sweep(Connection connection) {
    Set<Group> idle = new HashSet<>();
    groups(connection)
        .forEach(
            (group, used) -> {
              if (!used && !(idleBefore.contains(group) && dropped(connection, group))) {
                idle.add(group);
              }
            });
    idleBefore = idle;
  }

  /**
   * Drops all groups that have no consumer.
   *
   * @return how many are left
   */
  public int drop(Connection connection) {
    int left = 0;
    for (Map.Entry<Group, Boolean> group : groups(connection).entrySet()) {
      if (group.getValue() || !dropped(connection, group.getKey())) {
        left++;
      }
    }
    return left;
  }

  /** This connector's groups, and whether they have consumers. */
  private Map<Group, Boolean> groups(Connection connection) {
    Map<Group, Boolean> groups = new HashMap<>();
    String sql =
        "SELECT topic_name, consumer_group, consumer_id FROM information_schema.ins_subscriptions";
    try (QueryResult result = connection.query(sql)) {
      for (Row row : result) {
        String name = row.getString(1);
        if (own.matcher(name).matches()) {
          groups.merge(new Group(row.getString(0), name), !row.isNull(2), Boolean::logicalOr);
        }
      }
    }
    return groups;
  }

  private static boolean dropped(Connection connection, Group group) {
    try {
      connection.execute(
          "DROP CONSUMER GROUP IF EXISTS "
              + Sql.quote(group.name())
              + " ON "
              + Sql.quote(group.topic()));
      LOG.info("Dropped consumer group {} of topic {}", group.name(), group.topic());
      return true;
    } catch (TDengineException e) {
      LOG.debug("Consumer group {} stays for now: {}", group.name(), e.getMessage());
      return false;
    }
  }
}
