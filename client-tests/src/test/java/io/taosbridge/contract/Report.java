package io.taosbridge.contract;

import io.taosbridge.client.ConnectionOptions.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many cases of each area ran on each transport, and how they ended. */
final class Report {

  /** How a case can end. */
  enum Outcome {
    PASSED("passed"),
    /** The transport lacks the feature, and said so as it should. */
    UNAVAILABLE("not available"),
    /** It says nothing here, for example because it needs a server that misbehaves on demand. */
    NOT_RUN("not run"),
    FAILED("FAILED");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }
  }

  /** The cases of one area on one transport. */
  static final class Cell {
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);

    synchronized void count(Outcome outcome) {
      counts.merge(outcome, 1, Integer::sum);
    }

    private synchronized int total() {
      return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public synchronized String toString() {
      return counts.isEmpty()
          ? "-"
          : counts.entrySet().stream()
              .map(count -> count.getValue() + " " + count.getKey().text)
              .collect(Collectors.joining(", "));
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Report.class);

  private final String server;
  private final Map<Area, Map<Transport, Cell>> cells = new EnumMap<>(Area.class);

  /**
   * @param server what it ran against
   */
  Report(String server) {
    this.server = server;
    for (Area area : Area.values()) {
      Map<Transport, Cell> row = new EnumMap<>(Transport.class);
      for (Transport transport : Transport.values()) {
        row.put(transport, new Cell());
      }
      cells.put(area, row);
    }
  }

  Cell cell(Area area, Transport transport) {
    return cells.get(area).get(transport);
  }

  private List<List<String>> table() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("", "WebSocket", "REST", "native"));
    cells.forEach(
        (area, row) ->
            lines.add(
                Stream.concat(Stream.of(area.title()), row.values().stream().map(Cell::toString))
                    .toList()));
    return lines;
  }

  private String title() {
    int total =
        cells.values().stream().flatMap(row -> row.values().stream()).mapToInt(Cell::total).sum();
    return "Contract of the client, " + total + " cases against " + server;
  }

  private String text() {
    List<List<String>> table = table();
    int[] widths = new int[table.get(0).size()];
    for (List<String> line : table) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder(title()).append('\n');
    for (List<String> line : table) {
      for (int i = 0; i < widths.length; i++) {
        text.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private String markdown() {
    List<List<String>> table = new ArrayList<>(table());
    table.add(1, List.of("---", "---", "---", "---"));
    return title()
        + "\n\n"
        + table.stream()
            .map(line -> "| " + String.join(" | ", line) + " |\n")
            .collect(Collectors.joining());
  }

  /** Logs it, and writes it into the build's folder as text and as Markdown. */
  void write() {
    LOG.info("{}", text());
    try {
      Path folder = Files.createDirectories(Path.of("target"));
      Files.writeString(folder.resolve("contract-report.txt"), text());
      Files.writeString(folder.resolve("contract-report.md"), markdown());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
