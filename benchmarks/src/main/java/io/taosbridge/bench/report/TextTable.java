package io.taosbridge.bench.report;

import java.util.List;
import java.util.Locale;

/** The lines as a table for people, in Markdown. */
public final class TextTable {

  private static final String HEAD =
      """
      | stage | who | rows/s | slowest to fastest | CPU s per 1 M rows | ours is | goal |
      | --- | --- | ---: | ---: | ---: | ---: | --- |
      """;

  private TextTable() {}

  public static String of(List<Line> lines) {
    StringBuilder table = new StringBuilder(HEAD);
    String stage = "";
    for (Line line : lines) {
      table.append(row(line, line.stage().equals(stage) ? "" : line.stage()));
      stage = line.stage();
    }
    return table.toString();
  }

  private static String row(Line line, String stage) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,.0f | %,.0f to %,.0f | %s | %s | %s |%n",
        stage,
        line.runner(),
        line.rate(),
        line.slowest(),
        line.fastest(),
        Double.isNaN(line.cpuPerMillion())
            ? ""
            : String.format(Locale.ROOT, "%.2f", line.cpuPerMillion()),
        line.oursToThis().isPresent()
            ? String.format(Locale.ROOT, "%.2f ×", line.oursToThis().getAsDouble())
            : "",
        line.goal().isPresent()
            ? String.format(
                Locale.ROOT,
                "≥ %s × %s",
                trimmed(line.goal().getAsDouble()),
                line.isMissed() ? "missed" : "met")
            : "");
  }

  private static String trimmed(double number) {
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
