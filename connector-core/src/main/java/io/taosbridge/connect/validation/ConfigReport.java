package io.taosbridge.connect.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;

/** What Kafka Connect shows of a configuration: problems and recommended values by option. */
public final class ConfigReport {

  private final Config config;

  /**
   * @param config what the definition of the options alone has found; is added to
   */
  public ConfigReport(Config config) {
    this.config = config;
  }

  public boolean isValid() {
    return config.configValues().stream().allMatch(value -> value.errorMessages().isEmpty());
  }

  /** Puts each problem on its option, be it one of the definition or not. */
  public void add(Map<String, String> problems) {
    Map<String, String> left = new LinkedHashMap<>(problems);
    for (ConfigValue value : config.configValues()) {
      String problem = left.remove(value.name());
      if (problem != null) {
        value.addErrorMessage(problem);
      }
    }
    left.forEach(
        (name, problem) ->
            config
                .configValues()
                .add(new ConfigValue(name, null, List.of(), new ArrayList<>(List.of(problem)))));
  }

  /** Shows which values an option could have. Others are allowed all the same. */
  public void recommend(Map<String, List<Object>> values) {
    for (ConfigValue value : config.configValues()) {
      if (values.containsKey(value.name())) {
        value.recommendedValues(new ArrayList<>(values.get(value.name())));
      }
    }
  }
}
