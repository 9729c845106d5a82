package io.taosbridge.sink;

import io.taosbridge.connect.validation.ConfigReport;
import io.taosbridge.connect.validation.Findings;
import io.taosbridge.connect.validation.UnknownOptions;
import io.taosbridge.sink.config.SinkConfig;
import io.taosbridge.sink.record.Mappings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Writes the records of Kafka topics to TDengine. All tasks have the same configuration. */
public final class TDengineSinkConnector extends SinkConnector {

  private Map<String, String> settings = Map.of();

  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public ConfigDef config() {
    return SinkConfig.DEFINITION;
  }

  /** Also asks the server, if the options alone are in order. */
  @Override
  public Config validate(Map<String, String> candidate) {
    Config config = super.validate(candidate);
    ConfigReport report = new ConfigReport(config);
    report.add(UnknownOptions.problems(SinkConfig.DEFINITION, List.of(Mappings.PREFIX), candidate));
    report.add(Mappings.problems(candidate));
    if (report.isValid()) {
      Findings findings = TargetCheck.check(new SinkConfig(candidate));
      report.add(findings.problems());
      report.recommend(findings.recommended());
    } else {
      report.recommend(TargetCheck.recommended(candidate));
    }
    return config;
  }

  @Override
  public void start(Map<String, String> props) {
    settings = Map.copyOf(props);
  }

  @Override
  public Class<? extends Task> taskClass() {
    return TDengineSinkTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    List<Map<String, String>> tasks = new ArrayList<>();
    for (int number = 0; number < maxTasks; number++) {
      Map<String, String> task = new HashMap<>(settings);
      task.put(SinkConfig.TASK_NUMBER, Integer.toString(number));
      tasks.add(task);
    }
    return tasks;
  }

  @Override
  public void stop() {
    // Nothing runs here.
  }
}
