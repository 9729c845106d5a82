package io.taosbridge.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.taosbridge.bench.race.Goal;
import io.taosbridge.bench.race.Lap;
import io.taosbridge.bench.race.Race;
import io.taosbridge.bench.race.RaceResult;
import io.taosbridge.bench.race.Runner;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportTest {

  private static final String OURS = "TaosBridge";
  private static final String PEER = "peer";

  /** Of its two processes. */
  private static final List<Double> SERVER = List.of(0.25, 1.5);

  /** Ours is three times as fast with half the CPU time, of which less is allowed. */
  private static Report report() {
    Race race =
        new Race(
            "copy <here & there>",
            1_000_000,
            1,
            List.of(
                new Goal(PEER, 2),
                Goal.cpuRatio(PEER, 0.4),
                Goal.cpuExcess(PEER, 0.8),
                Goal.cpu(OURS, 1.5)),
            List.of(Runner.of(OURS, () -> 0), Runner.of(PEER, () -> 0)));
    List<Line> lines =
        new ArrayList<>(
            Lines.of(
                new RaceResult(
                    race,
                    Map.of(
                        OURS,
                            List.of(
                                new Lap(1, 2, SERVER),
                                new Lap(2, 2, SERVER),
                                new Lap(4, 2, SERVER)),
                        PEER, List.of(new Lap(6, 4), new Lap(6, 4), new Lap(6, 4))))));
    Figure p99 = Figure.of(Unit.MILLISECONDS, 30, 70, 50);
    lines.add(Line.alone("latency", "p99", p99, Verdict.atMost(Unit.MILLISECONDS, 50, 50)));
    return new Report(new Environment(Map.of("machine", "a small one")), lines);
  }

  @Test
  void tableTellsGoalAndOutcomeOfEach() {
    // When
    String table = MarkdownReport.of(report());

    // Then
    assertThat(table)
        .contains("- machine: a small one")
        .contains(
            "| TaosBridge | 500,000 rows/s | 250,000 to 1,000,000 | 3 | 2.00 | 0.25 + 1.50 |  | ≤ 1.5 CPU s")
        .contains("≥ 2 ×")
        .contains("| met: 3.00 ×<br>**not met**: 0.50 × the CPU<br>met: -2.00 CPU s")
        .contains("| p99 | 50.0 ms | 30.0 to 70.0 | 3 |")
        .contains("≤ 50 ms | met: 50.0 ms")
        .contains("3 of 5 goals are met.");
  }

  @Test
  void jsonHoldsTheSame() throws Exception {
    // When
    JsonNode json = new ObjectMapper().readTree(JsonReport.of(report()));

    // Then
    JsonNode peer = json.path("stages").path(1);
    assertThat(json.path("environment").path("machine").asText()).isEqualTo("a small one");
    assertThat(peer.path("ratio").asDouble()).isEqualTo(3);
    assertThat(peer.path("goals")).hasSize(3);
    assertThat(peer.path("goals").path(0).path("met").asBoolean()).isTrue();
    assertThat(peer.path("goals").path(1).path("met").asBoolean()).isFalse();
  }

  @Test
  void chartHasABarAndAMarkForEachGoal() throws Exception {
    // When
    String svg = Chart.of(report());

    // Then
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)))
            .getDocumentElement();
    NodeList rectangles = root.getElementsByTagName("rect");
    assertThat(root.getTagName()).isEqualTo("svg");
    assertThat(rectangles.getLength()).as("background, bars and marks").isEqualTo(1 + 5 + 5);
    assertThat(root.getTextContent()).contains("copy <here & there> / peer", "3 of 5 are met");
  }

  @Test
  void namesMachineAndVersions() {
    // When
    Map<String, String> facts = Environment.here(Map.of("server", "embedded")).facts();

    // Then
    assertThat(facts)
        .containsEntry("server", "embedded")
        .containsKeys("machine", "JVM", "TaosBridge", "vendor's JDBC driver", "Kafka");
    assertThat(facts.values()).noneMatch(fact -> fact == null || fact.contains("${"));
  }
}
