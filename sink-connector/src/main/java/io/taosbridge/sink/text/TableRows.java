package io.taosbridge.sink.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of one child table in one batch, each time once. */
final class TableRows<R> {

  private final List<PointRow<R>> rows = new ArrayList<>();
  // Only made when times do not rise, which is rare.
  private Map<Long, Integer> positions;

  void add(PointRow<R> row) {
    long time = row.point().timestamp();
    if (positions == null) {
      if (rows.isEmpty() || time > rows.get(rows.size() - 1).point().timestamp()) {
        rows.add(row);
        return;
      }
      positions = new HashMap<>();
      for (int i = 0; i < rows.size(); i++) {
        positions.put(rows.get(i).point().timestamp(), i);
      }
    }
    Integer earlier = positions.putIfAbsent(time, rows.size());
    if (earlier == null) {
      rows.add(row);
    } else {
      rows.set(earlier, row.after(rows.get(earlier)));
    }
  }

  List<PointRow<R>> rows() {
    return rows;
  }
}
