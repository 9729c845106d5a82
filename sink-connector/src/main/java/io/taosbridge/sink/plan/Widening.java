package io.taosbridge.sink.plan;

import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.sink.record.PolicyOptions.TooLong;
import io.taosbridge.sink.table.StableName;
import io.taosbridge.sink.table.TargetTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Widens columns for values that are too long, each as far as the server lets it. */
public final class Widening {

  private record Column(StableName stable, String name) {}

  private final TargetTables tables;
  private final Map<Column, Integer> refused = new HashMap<>();

  public Widening(TargetTables tables) {
    this.tables = tables;
  }

  /** What the server refused may be possible by now. */
  public void begin() {
    refused.clear();
  }

  /**
   * Widens what is too narrow for these rows.
   *
   * @return whether there was anything to widen: the rows are then to be looked at again
   */
  public boolean widen(WritePlan plan, List<Row> rows) {
    if (plan.policies().tooLong() != TooLong.WIDEN) {
      return false;
    }
    Map<ColumnInfo, Integer> needed = new HashMap<>();
    for (Row row : rows) {
      plan.findTooLong(
          row,
          (column, length) -> {
            if (length < limit(plan, column)) {
              needed.merge(column, length, Math::max);
            }
          });
    }
    needed.forEach(
        (column, length) -> {
          if (!tables.widen(plan.stable(), column, length)) {
            refused.put(new Column(plan.stable(), column.name()), length);
          }
        });
    return !needed.isEmpty();
  }

  private int limit(WritePlan plan, ColumnInfo column) {
    return refused.getOrDefault(new Column(plan.stable(), column.name()), Integer.MAX_VALUE);
  }
}
