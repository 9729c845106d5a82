package io.taosbridge.sink.text;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What became of texts that are known by their numbers. */
final class Recorded implements Outcomes<Integer> {

  final Map<Integer, String> bad = new TreeMap<>();
  int done;
  private final Map<Integer, Integer> open = new HashMap<>();

  @Override
  public void begin(Integer origin, int rows) {
    open.put(origin, rows);
  }

  @Override
  public void done(Integer origin) {
    done++;
    settle(origin);
  }

  @Override
  public void bad(Integer origin, String table, RuntimeException reason) {
    bad.put(origin, reason.getMessage());
    settle(origin);
  }

  private void settle(Integer origin) {
    open.merge(origin, -1, Integer::sum);
  }

  /** Whether every row was told of exactly once. */
  boolean isSettled() {
    return open.values().stream().allMatch(rows -> rows == 0);
  }
}
