package io.taosbridge.source.snapshot;

import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.connect.Sql;
import io.taosbridge.source.offset.SnapshotPlace;
import io.taosbridge.source.topic.TopicInfo;
import java.util.ArrayList;
import java.util.List;

/** The tables of a topic that have rows in one vgroup. */
final class VgroupTables {

  /** The server's time for a query grows with the names in it; with so many it is some 50 ms. */
  private static final int CHILDREN_PER_GROUP = 1_000;

  private final Connection connection;
  private final TopicInfo topic;
  private final int vgroup;

  VgroupTables(Connection connection, TopicInfo topic, int vgroup) {
    this.connection = connection;
    this.topic = topic;
    this.vgroup = vgroup;
  }

  /**
   * A supertable, or a normal table.
   *
   * @param isStable whether it has child tables
   */
  record Named(String name, boolean isStable) {}

  /** The supertables and normal tables, by name; no two of a database share one. */
  List<Named> names() {
    if (topic.kind() == TopicInfo.Kind.STABLE) {
      return List.of(new Named(topic.stable(), true));
    }
    List<Named> names = new ArrayList<>();
    texts("SELECT stable_name FROM information_schema.ins_stables WHERE db_name = " + database())
        .forEach(name -> names.add(new Named(name, true)));
    texts("SELECT table_name FROM information_schema.ins_tables WHERE " + here("NORMAL_TABLE"))
        .forEach(name -> names.add(new Named(name, false)));
    names.sort((a, b) -> a.name().compareTo(b.name()));
    return names;
  }

  /**
   * The groups to read of a table.
   *
   * @param resume where to go on in this table, or null to begin with its start; the first group is
   *     then the one that was being read, unless it was finished
   */
  List<TableGroup> groups(Named table, SnapshotPlace resume) {
    boolean begun = resume != null;
    boolean open = begun && resume.rest() != null;
    if (!table.isStable()) {
      return begun && !open ? List.of() : List.of(new TableGroup(table.name(), List.of()));
    }
    List<String> resumed = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    for (String child : children(table.name())) {
      if (!begun || resume.lastChild() == null || child.compareTo(resume.lastChild()) > 0) {
        rest.add(child);
      } else if (open && child.compareTo(resume.firstChild()) >= 0) {
        resumed.add(child);
      }
    }
    List<TableGroup> groups = new ArrayList<>();
    if (!resumed.isEmpty()) {
      groups.add(new TableGroup(table.name(), resumed));
    }
    for (int i = 0; i < rest.size(); i += CHILDREN_PER_GROUP) {
      groups.add(
          new TableGroup(
              table.name(), rest.subList(i, Math.min(rest.size(), i + CHILDREN_PER_GROUP))));
    }
    return groups;
  }

  private List<String> children(String stable) {
    List<String> names =
        texts(
            "SELECT table_name FROM information_schema.ins_tables WHERE "
                + here("CHILD_TABLE")
                + " AND stable_name = "
                + Sql.literal(stable));
    names.sort(null);
    return names;
  }

  private String here(String type) {
    return "db_name = "
        + database()
        + " AND vgroup_id = "
        + vgroup
        + " AND `type` = "
        + Sql.literal(type);
  }

  private String database() {
    return Sql.literal(topic.database());
  }

  private List<String> texts(String sql) {
    List<String> texts = new ArrayList<>();
    try (QueryResult result = connection.query(sql)) {
      for (Row row : result) {
        texts.add(row.getString(0));
      }
    }
    return texts;
  }
}
