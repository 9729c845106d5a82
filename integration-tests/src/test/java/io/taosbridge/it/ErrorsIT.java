package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taosbridge.local.ConnectRest;
import io.taosbridge.local.Validation;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Scenarios.class)
class ErrorsIT {

  @BeforeEach
  void createStable(Scenario scenario) {
    scenario.source().create("VGROUPS 1");
    scenario.target().create("VGROUPS 1");
    scenario.source().execute("CREATE STABLE {db}.st (ts TIMESTAMP, v INT) TAGS (t INT)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "sink"})
  void acceptsConfigurationsThatWork(String side, Scenario scenario) {
    assertThat(validate(scenario, config(side, scenario)).errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "sink"})
  void namesUserAndPasswordWhenTheLoginIsRefused(String side, Scenario scenario) {
    // Given
    Map<String, String> config = config(side, scenario);
    config.put("connection.password", "not-the-password");

    // When
    Validation validation = validate(scenario, config);

    // Then
    assertThat(validation.errors()).containsKey("connection.password");
    assertThat(validation.errors().get("connection.password").get(0))
        .contains("user and password")
        .doesNotContain("not-the-password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "sink"})
  void namesTheAddressWhenTheServerCannotBeReached(String side, Scenario scenario) {
    // Given
    Map<String, String> config = config(side, scenario);
    config.put("connection.url", "ws://127.0.0.1:1");

    // When
    Validation validation = validate(scenario, config);

    // Then
    assertThat(validation.errors()).containsKey("connection.url");
    assertThat(validation.errors().get("connection.url").get(0)).contains("127.0.0.1:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"source", "sink"})
  void namesAParameterOfTheUrlThatItDoesNotKnow(String side, Scenario scenario) {
    // Given
    Map<String, String> config = config(side, scenario);
    config.put("connection.url", "ws://127.0.0.1:6041/?colour=blue");

    // When
    Validation validation = validate(scenario, config);

    // Then
    assertThat(validation.errors()).containsKey("connection.url");
    assertThat(validation.errors().get("connection.url").get(0)).contains("colour");
  }

  @Test
  void namesTheTopicThatDoesNotExist(Scenario scenario) {
    // Given
    Map<String, String> config = scenario.sourceConfig("st");
    config.remove("database");
    config.remove("stables");
    config.put("topics", "no_such_topic");

    // When
    Validation validation = validate(scenario, config);

    // Then
    assertThat(validation.errors()).containsKey("topics");
    assertThat(validation.errors().get("topics").get(0)).contains("no_such_topic");
  }

  @Test
  void namesTheSupertableThatDoesNotExist(Scenario scenario) {
    // When
    Validation validation = validate(scenario, scenario.sourceConfig("no_such_stable"));

    // Then
    assertThat(validation.errors()).containsKey("stables");
    assertThat(validation.errors().get("stables").get(0)).contains("no_such_stable");
  }

  @Test
  void failsTheTaskAndSaysWhatToDoWhenTheTopicIsDroppedWhileItIsRead(Scenario scenario) {
    // Given
    scenario.source().execute("CREATE TOPIC {db}_topic AS STABLE {db}.st");
    Map<String, String> config = scenario.sourceConfig("st");
    config.remove("database");
    config.remove("stables");
    config.put("topics", scenario.source().name() + "_topic");
    ConnectRest rest = scenario.cluster().worker().rest();
    Scenario.deploy(rest, scenario.sourceName(), config);
    Scenario.deploy(rest, scenario.sinkName(), scenario.sinkConfig());
    scenario.source().execute("INSERT INTO {db}.c1 USING {db}.st TAGS (1) VALUES (now, 1)");
    await().atMost(Scenario.PATIENCE).until(() -> scenario.target().count("st") == 1);

    // When
    scenario.source().execute("DROP TOPIC IF EXISTS FORCE {db}_topic");

    // Then
    assertThat(scenario.awaitFailure(scenario.sourceName()))
        .contains(scenario.source().name() + "_topic");
  }

  private static Map<String, String> config(String side, Scenario scenario) {
    return side.equals("source") ? scenario.sourceConfig("st") : scenario.sinkConfig();
  }

  private static Validation validate(Scenario scenario, Map<String, String> config) {
    config.put("name", "not-deployed");
    ConnectRest rest = scenario.cluster().worker().rest();
    return await()
        .atMost(Scenario.PATIENCE)
        .until(
            () -> rest.validate(config),
            validation -> !validation.errors().toString().contains("did not answer within"));
  }
}
