package io.taosbridge.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.source.testing.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server says to a configuration. */
class ValidationTest {

  private final TestServer server = new TestServer("vgroups 1");

  @BeforeEach
  void createStables() {
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int)");
    server.execute("create stable $db.another (ts timestamp, v int) tags (t1 int)");
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** A busy machine may need longer than validation waits. */
  private Map<String, ConfigValue> validate(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("connection.url", server.url());
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return Awaitility.await()
        .until(
            () ->
                new TDengineSourceConnector()
                    .validate(all).configValues().stream()
                        .collect(Collectors.toMap(ConfigValue::name, value -> value)),
            values ->
                !errors(values).toString().contains("did not answer")
                    && !values.get("database").recommendedValues().isEmpty());
  }

  private static Map<String, List<String>> errors(Map<String, ConfigValue> values) {
    return values.values().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
  }

  @Test
  void recommendsWhatThereIs() {
    // Given
    String topic = server.topic("t");
    server.execute("create topic " + topic + " as stable $db.st");

    // When
    Map<String, ConfigValue> values = validate("topics", topic, "database", server.database());

    // Then
    assertThat(errors(values)).isEmpty();
    assertThat(values.get("topics").recommendedValues()).contains(topic);
    assertThat(values.get("database").recommendedValues())
        .contains(server.database())
        .doesNotContain("information_schema");
    assertThat(values.get("stables").recommendedValues()).containsExactly("another", "st");
  }

  @Test
  void recommendsWhatThereIsToWhoHasChosenNothingYet() {
    // When
    Map<String, ConfigValue> values = validate();

    // Then
    assertThat(errors(values)).containsOnlyKeys("topics");
    assertThat(values.get("database").recommendedValues()).contains(server.database());
    assertThat(values.get("stables").recommendedValues()).isEmpty();
  }

  @Test
  void refusesADatabaseThatKeepsNoLog() {
    // Given
    server.execute("alter database $db wal_retention_period 0");

    // When
    Map<String, ConfigValue> values = validate("database", server.database(), "stables", "st");

    // Then
    assertThat(errors(values)).containsOnlyKeys("database");
    assertThat(errors(values).get("database"))
        .singleElement()
        .asString()
        .contains("ALTER DATABASE `" + server.database() + "` WAL_RETENTION_PERIOD 86400");
  }

  @Test
  void takesADatabaseThatKeepsItsLogForAMinute() {
    // Given
    server.execute("alter database $db wal_retention_period 60");

    // Then
    assertThat(errors(validate("database", server.database(), "stables", "st"))).isEmpty();
  }

  @Test
  void suggestsTheNameThatWasMeant() {
    // Given
    String topic = server.topic("readings");
    server.execute("create topic " + topic + " as stable $db.st");

    // When
    Map<String, List<String>> ofDatabase =
        errors(validate("database", server.database() + "x", "stables", "st"));
    Map<String, List<String>> ofStable =
        errors(validate("database", server.database(), "stables", "anoter"));
    Map<String, List<String>> ofTopic = errors(validate("topics", topic + "s"));

    // Then
    assertThat(ofDatabase).containsOnlyKeys("database");
    assertThat(ofDatabase.get("database"))
        .singleElement()
        .asString()
        .endsWith("did you mean " + server.database() + "?");
    assertThat(ofStable).containsOnlyKeys("stables");
    assertThat(ofStable.get("stables"))
        .singleElement()
        .asString()
        .endsWith("did you mean another?");
    assertThat(ofTopic).containsOnlyKeys("topics");
    assertThat(ofTopic.get("topics"))
        .singleElement()
        .asString()
        .endsWith("did you mean " + topic + "?");
  }
}
