package io.taosbridge.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.connect.metrics.JmxSink;
import io.taosbridge.connect.metrics.TaskMetrics;
import io.taosbridge.sink.metrics.SinkMetrics;
import io.taosbridge.source.metrics.SourceMetrics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules make metrics of our MBeans, and the dashboard charts only such. */
class MonitoringExamplesTest {

  private static final Path FOLDER = Path.of("monitoring");
  private static final String CONNECTOR = "air: quality";

  /** What Prometheus makes of an attribute. */
  private record Exported(String name, String type, Map<String, String> labels) {}

  private final Set<Exported> exported = new HashSet<>();
  private SourceMetrics metrics;
  private SinkMetrics sinkMetrics;

  @BeforeEach
  void export() throws IOException, JMException {
    metrics = new SourceMetrics(new TaskMetrics(List.of(new JmxSink(CONNECTOR, 1))));
    sinkMetrics = new SinkMetrics(new TaskMetrics(List.of(new JmxSink(CONNECTOR, 1))));
    metrics.connected(Set.of(new TopicVgroup("air.quality", 7)));
    JsonNode rules =
        new YAMLMapper()
            .readTree(FOLDER.resolve("prometheus-jmx-exporter.yml").toFile())
            .path("rules");
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    for (ObjectName bean : beans.queryNames(new ObjectName(JmxSink.DOMAIN + ":*"), null)) {
      for (MBeanAttributeInfo attribute : beans.getMBeanInfo(bean).getAttributes()) {
        exported.add(export(rules, bean, attribute.getName()));
      }
    }
  }

  @AfterEach
  void close() {
    metrics.close();
    sinkMetrics.close();
  }

  /** As the exporter does: the first rule that is found in the attribute's long name. */
  private static Exported export(JsonNode rules, ObjectName bean, String attribute) {
    String name =
        bean.getDomain()
            + "<"
            + bean.getKeyPropertyListString().replace(",", ", ")
            + "><>"
            + attribute;
    for (JsonNode rule : rules) {
      Matcher matcher =
          Pattern.compile("^.*(?:" + rule.path("pattern").asText() + ").*$").matcher(name);
      if (matcher.matches()) {
        Map<String, String> labels = new HashMap<>();
        rule.path("labels")
            .properties()
            .forEach(label -> labels.put(label.getKey(), fill(label.getValue(), matcher)));
        return new Exported(
            fill(rule.path("name"), matcher).replaceAll("[^a-zA-Z0-9_]", "_"),
            rule.path("type").asText(),
            labels);
      }
    }
    throw new AssertionError("no rule for " + name);
  }

  private static String fill(JsonNode template, MatchResult match) {
    String text = template.asText();
    for (int i = 1; i <= match.groupCount(); i++) {
      text = text.replace("$" + i, match.group(i));
    }
    return text;
  }

  @Test
  void exportsEveryAttributeWithItsTags() {
    // Given
    Map<String, String> task = Map.of("connector", CONNECTOR, "task", "1");
    Map<String, String> vgroup = new HashMap<>(task);
    vgroup.put("topic", "air.quality");
    vgroup.put("vgroup", "7");

    // Then
    assertThat(exported)
        .contains(
            new Exported("taosbridge_source_task_row_total", "COUNTER", task),
            new Exported("taosbridge_source_task_poll_time_ms_max", "GAUGE", task),
            new Exported("taosbridge_sink_task_row_total", "COUNTER", task),
            new Exported("taosbridge_sink_task_bad_record_too_long_total", "COUNTER", task),
            new Exported("taosbridge_sink_task_pending_bytes", "GAUGE", task),
            new Exported("taosbridge_source_vgroup_row_total", "COUNTER", vgroup),
            new Exported("taosbridge_source_vgroup_lag_versions", "GAUGE", vgroup));
  }

  @Test
  void chartsOnlyWhatThereIs() throws IOException {
    // Given
    JsonNode panels =
        new ObjectMapper()
            .readTree(FOLDER.resolve("grafana-dashboard.json").toFile())
            .path("panels");
    Set<String> charted = new HashSet<>();
    for (JsonNode panel : panels) {
      for (JsonNode target : panel.path("targets")) {
        Matcher name = Pattern.compile("taosbridge_\\w+").matcher(target.path("expr").asText());
        while (name.find()) {
          charted.add(name.group());
        }
      }
    }

    // Then
    assertThat(charted).hasSizeGreaterThanOrEqualTo(15);
    assertThat(exported.stream().map(Exported::name).collect(Collectors.toSet()))
        .containsAll(charted);
  }
}
