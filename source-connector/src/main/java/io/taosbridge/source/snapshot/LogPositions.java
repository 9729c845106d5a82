package io.taosbridge.source.snapshot;

import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.error.Errors;
import io.taosbridge.connect.Sql;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * From which log version on rows may be missing in what a query finds. A vgroup puts a row into its
 * log before it applies it, so the end of the log would be too late; what the server tells of what
 * was applied may be a few seconds old, which does no harm.
 */
final class LogPositions {

  private static final int REPLICAS = 4;
  private static final String LEADER = "leader";

  private LogPositions() {}

  /**
   * The first version that is perhaps not applied yet.
   *
   * @throws io.taosbridge.client.error.TDengineException if the vgroup has no leader now
   */
  static long read(Connection connection, String database, int vgroup) {
    String sql =
        "SELECT * FROM information_schema.ins_vgroups WHERE db_name = "
            + Sql.literal(database)
            + " AND vgroup_id = "
            + vgroup;
    try (QueryResult result = connection.query(sql)) {
      for (Map<String, Object> row : result.fetchAllMaps()) {
        Map<String, String> texts = new HashMap<>();
        row.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return nextVersion(texts, database, vgroup);
      }
    }
    throw Errors.lost("database " + database + " has no vgroup " + vgroup + " any more", null);
  }

  private static long nextVersion(Map<String, String> row, String database, int vgroup) {
    for (int replica = 1; replica <= REPLICAS; replica++) {
      String versions = row.get("v" + replica + "_applied/committed");
      if (versions == null) {
        throw new ConnectException(
            "this TDengine does not tell which log versions its vgroups have applied"
                + " (information_schema.ins_vgroups), which a snapshot needs; 3.3.6 and later do");
      }
      if (LEADER.equals(row.get("v" + replica + "_status"))) {
        long applied = Long.parseLong(versions.substring(0, versions.indexOf('/')));
        return Math.max(0, applied + 1);
      }
    }
    throw Errors.lost("vgroup " + vgroup + " of database " + database + " has no leader now", null);
  }
}
