package io.taosbridge.sink.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of one child table in one execution. The server merges rows with the same key in this
 * mode instead of letting the later one win (stmt2.md, section 9), so each key is kept once.
 */
public final class TableRows {

  private final List<Row> rows = new ArrayList<>();
  // Only made when timestamps do not rise, which is rare.
  private Map<Row.Key, Integer> positions;

  void add(Row row) {
    if (isLatest(row)) {
      rows.add(row);
      return;
    }
    Integer earlier = positions().putIfAbsent(row.key(), rows.size());
    if (earlier == null) {
      rows.add(row);
    } else {
      rows.set(earlier, row.superseding(rows.get(earlier)));
    }
  }

  /** Whether there is a row with the same key. */
  boolean hasSameKey(Row row) {
    return !isLatest(row) && positions().containsKey(row.key());
  }

  private boolean isLatest(Row row) {
    return positions == null
        && (rows.isEmpty() || row.timestamp() > rows.get(rows.size() - 1).timestamp());
  }

  private Map<Row.Key, Integer> positions() {
    if (positions == null) {
      positions = new HashMap<>();
      for (int i = 0; i < rows.size(); i++) {
        positions.put(rows.get(i).key(), i);
      }
    }
    return positions;
  }

  List<Row> rows() {
    return rows;
  }
}
