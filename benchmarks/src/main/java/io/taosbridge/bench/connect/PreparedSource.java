package io.taosbridge.bench.connect;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/** The fastest source there can be: its records are made before the first one is asked for. */
public final class PreparedSource extends SourceConnector {

  static final String TOPIC = "prepared.topic";
  static final String ROWS = "prepared.rows";
  static final String FORMAT = "prepared.format";

  private Map<String, String> config = Map.of();

  @Override
  public void start(Map<String, String> properties) {
    config = properties;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return PreparedSourceTask.class;
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return Collections.singletonList(config);
  }

  @Override
  public void stop() {}

  @Override
  public ConfigDef config() {
    return new ConfigDef()
        .define(TOPIC, ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "The topic to write to.")
        .define(ROWS, ConfigDef.Type.LONG, ConfigDef.Importance.HIGH, "How many records to write.")
        .define(
            FORMAT,
            ConfigDef.Type.STRING,
            ConfigDef.Importance.HIGH,
            "Whether values are a struct or a line.");
  }

  @Override
  public String version() {
    return "1";
  }
}
