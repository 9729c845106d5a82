package io.taosbridge.source.read;

import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.VgroupAssignment;
import io.taosbridge.connect.Sql;
import io.taosbridge.source.topic.TopicInfo;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vgroups without a table that a topic covers. Their logs grow and are recycled all the same, by
 * commits of offsets and by other tables, and nobody can have lost a row of them.
 */
final class Bystanders {

  private static final Logger LOG = LoggerFactory.getLogger(Bystanders.class);

  private Bystanders() {}

  /**
   * The positions with those moved to the begin of their logs that are below it without harm.
   *
   * @param known next versions to read
   */
  static Map<TopicVgroup, Long> catchUp(
      Connection connection,
      Map<String, TopicInfo> topics,
      Map<TopicVgroup, Long> known,
      Map<TopicVgroup, VgroupAssignment> logs) {
    Map<TopicVgroup, Long> positions = new HashMap<>(known);
    positions.replaceAll(
        (vgroup, next) -> {
          long begin = logs.get(vgroup).begin();
          TopicInfo topic = topics.get(vgroup.topic());
          return next < begin && holdsNoTable(connection, topic, vgroup.vgroup()) ? begin : next;
        });
    return positions;
  }

  static boolean holdsNoTable(Connection connection, TopicInfo topic, int vgroup) {
    String sql =
        "SELECT COUNT(*) FROM information_schema.ins_tables WHERE db_name = "
            + Sql.literal(topic.database())
            + " AND vgroup_id = "
            + vgroup
            + (topic.kind() == TopicInfo.Kind.STABLE
                ? " AND stable_name = " + Sql.literal(topic.stable())
                : "");
    long tables = 0;
    try (QueryResult result = connection.query(sql)) {
      for (Row row : result) {
        tables = row.getLong(0);
      }
    }
    if (tables == 0) {
      LOG.info(
          "TDengine recycled log entries of vgroup {} of topic {}, which holds no table of it",
          vgroup,
          topic.name());
    }
    return tables == 0;
  }
}
