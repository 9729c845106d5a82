package io.taosbridge.source;

import io.taosbridge.connect.validation.ConfigReport;
import io.taosbridge.connect.validation.Findings;
import io.taosbridge.connect.validation.UnknownOptions;
import io.taosbridge.source.alter.OffsetAlteration;
import io.taosbridge.source.config.SourceConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Reads rows from TDengine's TMQ topics. Topics are dealt to tasks in turn. */
public final class TDengineSourceConnector extends SourceConnector {

  /** Kafka Connect's REST gives up after 90 s. */
  private static final Duration OFFSET_CHECK = Duration.ofSeconds(30);

  private Map<String, String> settings = Map.of();

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public ConfigDef config() {
    return SourceConfig.DEFINITION;
  }

  /** Also asks the server, at least for what could be read. */
  @Override
  public Config validate(Map<String, String> candidate) {
    Config config = super.validate(candidate);
    ConfigReport report = new ConfigReport(config);
    report.add(
        UnknownOptions.problems(
            SourceConfig.DEFINITION, List.of(SourceConfig.TMQ_PREFIX), candidate));
    if (report.isValid()) {
      report.add(SourceConfig.problems(candidate));
    }
    if (report.isValid() && ExactlyOnce.isRequired(candidate)) {
      ExactlyOnce.obstacle(candidate)
          .ifPresent(why -> report.add(Map.of(ExactlyOnce.SUPPORT, why)));
    }
    if (report.isValid()) {
      Findings findings = ServerCheck.check(new SourceConfig(candidate));
      report.add(findings.problems());
      report.recommend(findings.recommended());
    } else {
      report.recommend(ServerCheck.recommended(candidate));
    }
    return config;
  }

  /**
   * Whether options alone allow it. Topics of queries do not, either; that is for {@link #validate}
   * to find, which asks the server and says why.
   */
  @Override
  public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> candidate) {
    return ExactlyOnce.obstacle(candidate).isEmpty()
        ? ExactlyOnceSupport.SUPPORTED
        : ExactlyOnceSupport.UNSUPPORTED;
  }

  /** They are the ends of TMQ's messages, in every configuration. */
  @Override
  public ConnectorTransactionBoundaries canDefineTransactionBoundaries(
      Map<String, String> candidate) {
    return ConnectorTransactionBoundaries.SUPPORTED;
  }

  @Override
  public void start(Map<String, String> props) {
    settings = Map.copyOf(new SourceConfig(props).originalsStrings());
  }

  @Override
  public Class<? extends Task> taskClass() {
    return TDengineSourceTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    SourceConfig config = new SourceConfig(settings);
    String option = config.topics().isEmpty() ? SourceConfig.STABLES : SourceConfig.TOPICS;
    List<String> names = config.topics().isEmpty() ? config.stables() : config.topics();
    List<List<String>> dealt = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (i < maxTasks) {
        dealt.add(new ArrayList<>());
      }
      dealt.get(i % maxTasks).add(names.get(i));
    }
    List<Map<String, String>> tasks = new ArrayList<>();
    for (List<String> share : dealt) {
      Map<String, String> task = new HashMap<>(settings);
      task.put(option, String.join(",", share));
      task.put(SourceConfig.TASK_NUMBER, Integer.toString(tasks.size()));
      tasks.add(task);
    }
    return tasks;
  }

  /**
   * Checks that reading can go on from these offsets.
   *
   * @throws ConnectException if not, or if the server does not answer within half a minute
   */
  @Override
  public boolean alterOffsets(
      Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
    new OffsetAlteration(new SourceConfig(connectorConfig), OFFSET_CHECK).check(offsets);
    return true;
  }

  @Override
  public void stop() {
    // Nothing runs here.
  }
}
