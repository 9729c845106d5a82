package io.taosbridge.local.plugin;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/** Writes the numbers from 0 up to {@code count} to {@code topic}, and goes on where it stopped. */
public final class NumbersSource extends SourceConnector {

  static final ConfigDef CONFIG =
      new ConfigDef()
          .define("topic", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "where to write to")
          .define(
              "count",
              ConfigDef.Type.LONG,
              10L,
              ConfigDef.Range.atLeast(1),
              ConfigDef.Importance.HIGH,
              "how many numbers")
          .define(
              "fail.at",
              ConfigDef.Type.LONG,
              -1L,
              ConfigDef.Importance.LOW,
              "the number at which the task fails");

  private Map<String, String> config = Map.of();

  @Override
  public String version() {
    return "1.0";
  }

  @Override
  public void start(Map<String, String> props) {
    config = props;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return NumbersSourceTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return List.of(config);
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return CONFIG;
  }
}
