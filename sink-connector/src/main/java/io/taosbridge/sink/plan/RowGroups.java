package io.taosbridge.sink.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Sorts rows into as few groups as let later rows win: rows of one plan share a group, unless a row
 * with the same key, but other columns, came in between.
 */
public final class RowGroups {

  private final List<RowGroup> groups = new ArrayList<>();
  private final IdentityHashMap<WritePlan, Integer> latestOfPlan = new IdentityHashMap<>();

  public void add(WritePlan plan, Row row) {
    Integer group = latestOfPlan.get(plan);
    if (group == null || isInLaterGroup(plan, row, group)) {
      group = groups.size();
      groups.add(new RowGroup(plan));
      latestOfPlan.put(plan, group);
    }
    groups.get(group).add(row);
  }

  private boolean isInLaterGroup(WritePlan plan, Row row, int group) {
    for (int later = group + 1; later < groups.size(); later++) {
      if (groups.get(later).hasSameKey(plan, row)) {
        return true;
      }
    }
    return false;
  }

  /** The groups in the order in which they must be written. */
  public List<RowGroup> inOrder() {
    return groups;
  }
}
