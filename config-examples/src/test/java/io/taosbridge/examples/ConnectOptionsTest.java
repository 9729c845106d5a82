package io.taosbridge.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.connect.validation.UnknownOptions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.runtime.SourceConnectorConfig;
import org.junit.jupiter.api.Test;

class ConnectOptionsTest {

  @Test
  void takesNoOptionOfKafkaConnectForAMisspeltOne() {
    // Given
    Set<String> names = new HashSet<>(SourceConnectorConfig.configDef().names());
    names.addAll(SinkConnectorConfig.configDef().names());
    Map<String, String> given = new HashMap<>();
    names.forEach(name -> given.put(name, ""));
    ConfigDef none = new ConfigDef();

    // Then
    assertThat(names).contains("errors.tolerance", "tasks.max");
    assertThat(UnknownOptions.problems(none, List.of(), given)).isEmpty();
  }
}
