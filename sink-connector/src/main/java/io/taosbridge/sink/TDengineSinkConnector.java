package io.taosbridge.sink;

import io.taosbridge.sink.record.Mappings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
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
    Map<String, String> ofTopics = Mappings.problems(candidate);
    ofTopics.forEach((name, problem) -> config.configValues().add(unknown(name, problem)));
    if (config.configValues().stream().allMatch(value -> value.errorMessages().isEmpty())) {
      Map<String, String> problems = TargetCheck.problems(new SinkConfig(candidate));
      for (ConfigValue value : config.configValues()) {
        String problem = problems.get(value.name());
        if (problem != null) {
          value.addErrorMessage(problem);
        }
      }
    }
    return config;
  }

  private static ConfigValue unknown(String name, String problem) {
    return new ConfigValue(name, null, List.of(), List.of(problem));
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
    return Collections.nCopies(maxTasks, settings);
  }

  @Override
  public void stop() {
    // Nothing runs here.
  }
}
