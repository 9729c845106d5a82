package io.taosbridge.source.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class ReplicationOptionsTest {

  private static SourceConfig config(String option, String value) {
    Map<String, String> all = new HashMap<>();
    all.put("connection.url", "ws://host:6041");
    all.put("topics", "t");
    all.put(option, value);
    return new SourceConfig(all);
  }

  @Test
  void asksTDengineToKeepCopiesBackOnlyIfTold() {
    assertThat(config("replicated.skip", "true").tmq().settings())
        .containsEntry("msg.consume.excluded", "1");
    assertThat(config("replicated.skip", "false").tmq().settings())
        .doesNotContainKey("msg.consume.excluded");
  }

  @Test
  void namesTheOptionToUseInsteadOfTheSetting() {
    assertThatThrownBy(() -> config("tmq.msg.consume.excluded", "1"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("replicated.skip");
  }
}
