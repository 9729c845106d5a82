package io.taosbridge.connect.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownOptionsTest {

  private static final ConfigDef KNOWN =
      new ConfigDef()
          .define("kafka.topic", ConfigDef.Type.STRING, "", ConfigDef.Importance.LOW, "")
          .define("connection.url", ConfigDef.Type.STRING, "", ConfigDef.Importance.LOW, "");

  private static Map<String, String> problems(String option) {
    return UnknownOptions.problems(KNOWN, List.of("tmq."), Map.of(option, "x"));
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.topik, kafka.topic",
    "conection.url, connection.url",
    "kafka_topic, kafka.topic",
    "task.max, tasks.max",
    "connector.clas, connector.class"
  })
  void suggestsTheOptionThatWasMeant(String given, String meant) {
    assertThat(problems(given))
        .containsExactly(Map.entry(given, "there is no such option, did you mean " + meant + "?"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka.topic",
        "tmq.fetch.max.wait.ms",
        "transforms.a.type",
        "value.converter.schemas.enable",
        "key.converter.plugin.version",
        "producer.override.linger.ms",
        "errors.deadletterqueue.topic.name",
        "topic.creation.default.partitions"
      })
  void letsPassWhatSomebodyKnows(String option) {
    assertThat(problems(option)).isEmpty();
  }

  @Test
  void letsPassWhatMayBeMeantForSomebodyElse() {
    assertThat(problems("confluent.something.of.its.own")).isEmpty();
  }
}
