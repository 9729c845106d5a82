package io.taosbridge.contract;

import io.taosbridge.client.ConnectionOptions.Transport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  private ReportTable table() {
    List<List<String>> lines = new ArrayList<>();
    cells.forEach(
        (area, row) ->
            lines.add(
                Stream.concat(Stream.of(area.title()), row.values().stream().map(Cell::toString))
                    .toList()));
    return new ReportTable(title(), List.of("", "WebSocket", "REST", "native"), lines);
  }

  private String title() {
    int total =
        cells.values().stream().flatMap(row -> row.values().stream()).mapToInt(Cell::total).sum();
    return "Contract of the client, " + total + " cases against " + server;
  }

  /** Logs it, and writes it into the build's folder as text and as Markdown. */
  void write() {
    ReportTable.write("contract-report", List.of(table()));
  }
}
