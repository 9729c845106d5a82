package io.taosbridge.bench.report;

import java.util.List;

/** All that was measured, and on what. */
public record Report(Environment environment, List<Line> lines) {

  public Report {
    lines = List.copyOf(lines);
  }

  /** How many of the goals are met. */
  public long met() {
    return lines.stream().flatMap(line -> line.verdicts().stream()).filter(Verdict::isMet).count();
  }

  /** How many goals there are. */
  public long goals() {
    return lines.stream().mapToLong(line -> line.verdicts().size()).sum();
  }
}
