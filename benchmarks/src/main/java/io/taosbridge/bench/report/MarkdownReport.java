package io.taosbridge.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A report for people, as Markdown. */
public final class MarkdownReport {

  private static final String HEAD =
      """
      | stage | who or what | median | lowest to highest | repeats | CPU s per 1 M rows | server's | ours is | goal | |
      | --- | --- | ---: | ---: | ---: | ---: | ---: | --- | --- |
      """;

  private MarkdownReport() {}

  public static String of(Report report) {
    StringBuilder text = new StringBuilder();
    report
        .environment()
        .facts()
        .forEach(
            (name, fact) -> text.append("- ").append(name).append(": ").append(fact).append('\n'));
    text.append('\n').append(HEAD);
    String stage = "";
    for (Line line : report.lines()) {
      text.append(row(line, line.stage().equals(stage) ? "" : line.stage()));
      stage = line.stage();
    }
    text.append(String.format("%n%d of %d goals are met.%n", report.met(), report.goals()));
    return text.toString();
  }

  private static String row(Line line, String stage) {
    Figure figure = line.figure();
    Unit unit = figure.unit();
    return "| "
        + String.join(
            " | ",
            stage,
            line.runner(),
            unit.with(figure.median()),
            unit.number(figure.lowest()) + " to " + unit.number(figure.highest()),
            Integer.toString(figure.repeats()),
            Double.isNaN(line.cpuPerMillion())
                ? ""
                : String.format(Locale.ROOT, "%.2f", line.cpuPerMillion()),
            line.serverCpuPerMillion().stream()
                .map(seconds -> String.format(Locale.ROOT, "%.2f", seconds))
                .collect(Collectors.joining(" + ")),
            line.oursToThis().isPresent()
                ? String.format(Locale.ROOT, "%.2f ×", line.oursToThis().getAsDouble())
                : "",
            each(line.verdicts(), Verdict::goal),
            each(line.verdicts(), Verdict::outcome))
        + " |\n";
  }

  private static String each(List<Verdict> verdicts, Function<Verdict, String> part) {
    return verdicts.stream().map(part).collect(Collectors.joining("<br>"));
  }
}
