package io.taosbridge.sink;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sorts rows into as few groups as keep the order within each child table: when the columns of a
 * table's rows change, its later rows must be in a later group.
 */
final class RowGroups {

  private record Table(StableName stable, String name) {}

  private final List<RowGroup> groups = new ArrayList<>();
  private final IdentityHashMap<WritePlan, Integer> latestOfPlan = new IdentityHashMap<>();
  private final Map<Table, Integer> latestOfTable = new HashMap<>();

  void add(WritePlan plan, Row row) {
    Integer group = latestOfPlan.get(plan);
    Table table = new Table(plan.stable(), row.table());
    Integer last = latestOfTable.get(table);
    if (group == null || (last != null && last > group)) {
      group = groups.size();
      groups.add(new RowGroup(plan));
      latestOfPlan.put(plan, group);
    }
    latestOfTable.put(table, group);
    groups.get(group).add(row);
  }

  /** The groups in the order in which they must be written. */
  List<RowGroup> inOrder() {
    return groups;
  }
}
