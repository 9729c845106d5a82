package io.taosbridge.embedded.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The rows of one table in key order; a row written again replaces the older one. */
final class RowStore {

  /** Up to this many rows are put in one by one, more by merging two sorted lists. */
  private static final int ONE_BY_ONE = 16;

  private final RowOrder order;
  private ArrayList<Row> rows = new ArrayList<>();

  RowStore(RowOrder order) {
    this.order = order;
  }

  int size() {
    return rows.size();
  }

  /**
   * @param sorted in key order, each key once
   */
  void put(List<Row> sorted) {
    if (sorted.isEmpty()) {
      return;
    }
    if (rows.isEmpty() || order.compare(rows.get(rows.size() - 1), sorted.get(0)) < 0) {
      rows.addAll(sorted);
    } else if (sorted.size() <= ONE_BY_ONE) {
      sorted.forEach(this::putOne);
    } else {
      merge(sorted);
    }
  }

  private void putOne(Row row) {
    int index = Collections.binarySearch(rows, row, order);
    if (index >= 0) {
      rows.set(index, row.over(rows.get(index)));
    } else {
      rows.add(-index - 1, row);
    }
  }

  private void merge(List<Row> sorted) {
    ArrayList<Row> merged = new ArrayList<>(rows.size() + sorted.size());
    int next = 0;
    for (Row old : rows) {
      while (next < sorted.size() && order.compare(sorted.get(next), old) < 0) {
        merged.add(sorted.get(next++));
      }
      if (next < sorted.size() && order.compare(sorted.get(next), old) == 0) {
        merged.add(sorted.get(next++).over(old));
      } else {
        merged.add(old);
      }
    }
    merged.addAll(sorted.subList(next, sorted.size()));
    rows = merged;
  }

  /** A view of the rows from {@code first} to {@code last}, both included. */
  List<Row> range(long first, long last) {
    if (first > last) {
      return List.of();
    }
    int from = lowerBound(first);
    int to = last == Long.MAX_VALUE ? rows.size() : lowerBound(last + 1);
    return Collections.unmodifiableList(rows.subList(from, to));
  }

  /** Takes out every row from {@code first} to {@code last}, both included. */
  void remove(long first, long last) {
    int from = lowerBound(first);
    int to = last == Long.MAX_VALUE ? rows.size() : lowerBound(last + 1);
    rows.subList(from, Math.max(from, to)).clear();
  }

  private int lowerBound(long timestamp) {
    int low = 0;
    int high = rows.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rows.get(middle).timestamp() < timestamp) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
