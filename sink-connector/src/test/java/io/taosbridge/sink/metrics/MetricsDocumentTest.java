package io.taosbridge.sink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.connect.metrics.MetricSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsDocumentTest {

  private static final Pattern SECTION = Pattern.compile("## Sink: `type=([a-z-]+)`");
  private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\| (\\w+) \\| (.+) \\|");

  @Test
  void tellsOfEveryMetricAndOfNoOther() throws IOException {
    // Given
    Map<String, List<String>> expected = new LinkedHashMap<>();
    for (MetricSet set : new ShownMetrics().sets) {
      expected.put(
          set.type(),
          set.values().stream()
              .map(
                  value ->
                      value.name()
                          + ", "
                          + value.kind().name().toLowerCase(Locale.ROOT)
                          + ", "
                          + value.description())
              .toList());
    }

    // When / Then
    assertThat(documented()).isEqualTo(expected);
  }

  private static Map<String, List<String>> documented() throws IOException {
    Map<String, List<String>> documented = new LinkedHashMap<>();
    List<String> section = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "metrics.md"))) {
      Matcher head = SECTION.matcher(line);
      Matcher row = ROW.matcher(line);
      if (line.startsWith("## ")) {
        section = new ArrayList<>();
      }
      if (head.matches()) {
        documented.put(head.group(1), section);
      } else if (row.matches()) {
        section.add(row.group(1) + ", " + row.group(2) + ", " + row.group(3));
      }
    }
    return documented;
  }
}
