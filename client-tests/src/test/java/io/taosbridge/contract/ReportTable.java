package io.taosbridge.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A table of a report, as text and as Markdown. */
public record ReportTable(String title, List<String> head, List<List<String>> lines) {

  private static final Logger LOG = LoggerFactory.getLogger(ReportTable.class);

  /** Logs tables, and writes them into the build's folder as text and as Markdown. */
  public static void write(String file, List<ReportTable> tables) {
    String text = joined(tables, ReportTable::text);
    LOG.info("{}", text);
    try {
      Path folder = Files.createDirectories(Path.of("target"));
      Files.writeString(folder.resolve(file + ".txt"), text);
      Files.writeString(folder.resolve(file + ".md"), joined(tables, ReportTable::markdown));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String joined(List<ReportTable> tables, Function<ReportTable, String> form) {
    return tables.stream().map(form).collect(Collectors.joining("\n"));
  }

  private String text() {
    int[] widths = new int[head.size()];
    all()
        .forEach(
            line ->
                Arrays.setAll(
                    widths, column -> Math.max(widths[column], line.get(column).length())));
    StringBuilder text = new StringBuilder(title).append('\n');
    all()
        .forEach(
            line -> {
              for (int i = 0; i < widths.length; i++) {
                text.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
              }
              text.append('\n');
            });
    return text.toString();
  }

  private String markdown() {
    List<String> rule = Collections.nCopies(head.size(), "---");
    return title
        + "\n\n"
        + Stream.concat(Stream.of(head, rule), lines.stream())
            .map(line -> "| " + String.join(" | ", line) + " |\n")
            .collect(Collectors.joining());
  }

  private Stream<List<String>> all() {
    return Stream.concat(Stream.of(head), lines.stream());
  }
}
