package io.taosbridge.sinkmatrix;

import io.taosbridge.contract.ReportTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How many cases there were in each cell of the matrix, and how they ended. */
final class MatrixReport {

  /** How a case can end. */
  enum Outcome {
    WRITTEN("written"),
    /** It cannot work, and the refusal was as it must be. */
    REFUSED("refused"),
    /** The server cannot be reached in this way. */
    NOT_RUN("not run"),
    FAILED("FAILED");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }
  }

  /** Two of the matrix' dimensions. */
  private static final class Grid {
    private final String title;
    private final Map<String, Map<String, Map<Outcome, Integer>>> cells = new LinkedHashMap<>();
    private final Set<String> columns = new LinkedHashSet<>();

    Grid(String title) {
      this.title = title;
    }

    void count(String row, String column, Outcome outcome) {
      columns.add(column);
      cells
          .computeIfAbsent(row, key -> new LinkedHashMap<>())
          .computeIfAbsent(column, key -> new EnumMap<>(Outcome.class))
          .merge(outcome, 1, Integer::sum);
    }

    ReportTable table() {
      List<String> head = new ArrayList<>(List.of(""));
      head.addAll(columns);
      List<List<String>> lines = new ArrayList<>();
      cells.forEach(
          (row, counts) -> {
            List<String> line = new ArrayList<>(List.of(row));
            columns.forEach(column -> line.add(text(counts.getOrDefault(column, Map.of()))));
            lines.add(line);
          });
      return new ReportTable(title, head, lines);
    }
  }

  private final String server;
  private final Grid ways = new Grid("Cases by format and way to write");
  private final Grid types = new Grid("Cases by type and format");
  private final Grid precisions = new Grid("Cases by type and precision");
  private final Map<Outcome, Integer> total = new EnumMap<>(Outcome.class);
  private int values;

  /**
   * @param server what it ran against
   */
  MatrixReport(String server) {
    this.server = server;
  }

  /** A pair of format and way, of which nothing but the refusal can be seen. */
  void countWay(Format format, Way way, Outcome outcome) {
    total.merge(outcome, 1, Integer::sum);
    ways.count(format.title(), way.toString(), outcome);
  }

  void count(Format format, Way way, String precision, TypeCase type, int rows, Outcome outcome) {
    countWay(format, way, outcome);
    types.count(type.title(), format.title(), outcome);
    precisions.count(type.title(), precision, outcome);
    values += outcome == Outcome.WRITTEN ? rows : 0;
  }

  private static String text(Map<Outcome, Integer> counts) {
    return counts.isEmpty()
        ? "-"
        : counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey().text)
            .collect(Collectors.joining(", "));
  }

  void write() {
    int cases = total.values().stream().mapToInt(Integer::intValue).sum();
    ReportTable summary =
        new ReportTable(
            "Matrix of the sink against " + server,
            List.of("cases", "ended", "rows compared"),
            List.of(List.of(Integer.toString(cases), text(total), Integer.toString(values))));
    ReportTable.write(
        "sink-matrix", List.of(summary, ways.table(), types.table(), precisions.table()));
  }
}
