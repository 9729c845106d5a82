package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user is told of the server before a connector starts. */
class TargetCheckTest {

  private final TestServer server = new TestServer();

  @BeforeEach
  void createStable() {
    server.execute("create database $db precision 'us' vgroups 1");
    server.execute("create stable $db.air (ts timestamp, v int) tags (g int)");
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** A busy machine may need longer than validation waits. */
  private Map<String, ConfigValue> validate(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("topics", "air");
    all.putIfAbsent("connection.url", server.url("ws"));
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                new TDengineSinkConnector()
                    .validate(all).configValues().stream()
                        .collect(Collectors.toMap(ConfigValue::name, value -> value)),
            values -> !errors(values).toString().contains("did not answer"));
  }

  private static Map<String, List<String>> errors(Map<String, ConfigValue> values) {
    return values.values().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
  }

  private void assertOnlyError(Map<String, String> settings, String option, String... parts) {
    Map<String, List<String>> errors = errors(validate(settings));
    assertThat(errors).containsOnlyKeys(option);
    assertThat(errors.get(option)).singleElement().asString().contains(parts);
  }

  @Test
  void recommendsDatabasesAndSupertables() {
    // When
    Map<String, ConfigValue> values = validate(Map.of("database", server.database()));

    // Then
    assertThat(errors(values)).isEmpty();
    assertThat(values.get("database").recommendedValues())
        .contains(server.database())
        .doesNotContain("information_schema");
    assertThat(values.get("stable").recommendedValues()).containsExactly("air");
  }

  @Test
  void recommendsThemToWhoHasAnotherOptionWrong() {
    // Given
    Map<String, String> settings =
        Map.of(
            "database", server.database(), "null.record", "x", "connection.url", server.url("ws"));

    // When a busy machine may need longer than validation waits
    Map<String, ConfigValue> values =
        Awaitility.await()
            .pollDelay(Duration.ZERO)
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> validate(settings),
                found -> !found.get("stable").recommendedValues().isEmpty());

    // Then
    assertThat(errors(values)).containsOnlyKeys("null.record");
    assertThat(values.get("database").recommendedValues()).contains(server.database());
    assertThat(values.get("stable").recommendedValues()).containsExactly("air");
  }

  @Test
  void suggestsTheDatabaseThatWasMeant() {
    // When / Then
    assertOnlyError(
        Map.of("database", server.database() + "x"),
        "database",
        "does not exist",
        "database.auto.create=true",
        "did you mean " + server.database() + "?");
  }

  @Test
  void takesADatabaseThatIsToBeCreated() {
    // When
    Map<String, ConfigValue> values =
        validate(Map.of("database", server.database() + "_new", "database.auto.create", "true"));

    // Then
    assertThat(errors(values)).isEmpty();
  }

  @Test
  void suggestsTheSupertableThatWasMeantWhereNoneIsCreated() {
    // Given
    Map<String, String> settings =
        Map.of("database", server.database(), "stable", "aiir", "auto.create", "false");

    // When / Then
    assertOnlyError(settings, "stable", "auto.create=true", "did you mean air?");
  }

  @Test
  void takesASupertableThatExistsOrIsToBeCreated() {
    // When / Then
    assertThat(
            errors(
                validate(
                    Map.of(
                        "database", server.database(), "stable", "air", "auto.create", "false"))))
        .isEmpty();
    assertThat(errors(validate(Map.of("database", server.database(), "stable", "another"))))
        .isEmpty();
  }

  @Test
  void refusesAnotherPrecisionThanThatOfTheDatabase() {
    // When / Then
    assertOnlyError(
        Map.of("database", server.database(), "database.precision", "ms"),
        "database.precision",
        "precision us",
        "cannot be changed to ms");
  }

  @Test
  void tellsThatTheLoginIsRefused() {
    // When / Then
    assertOnlyError(
        Map.of("database", server.database(), "connection.password", "wrong"),
        "connection.password",
        "0x0357");
  }

  @Test
  void refusesTwoWaysToLogIn() {
    // When / Then
    assertOnlyError(
        Map.of("connection.user", "root", "connection.bearer.token", "t"),
        "connection.bearer.token",
        "leave out");
  }
}
