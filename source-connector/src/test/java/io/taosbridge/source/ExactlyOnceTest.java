package io.taosbridge.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.source.testing.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactlyOnceTest {

  private final TestServer server = new TestServer("vgroups 1");
  private final TDengineSourceConnector connector = new TDengineSourceConnector();

  @BeforeEach
  void createTopics() {
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int)");
    server.execute("create topic " + server.topic("st") + " as stable $db.st");
    server.execute("create topic " + server.topic("q") + " as select ts, v from $db.st");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      value = {
        "st | - | -",
        "st | transaction.boundary=connector;transforms=drop | -",
        "st | snapshot.mode=never | -",
        "st | transforms=drop | transaction.boundary=connector",
        "st | transforms=drop;transaction.boundary=poll | transaction.boundary=connector",
        "st | snapshot.mode=initial | snapshot.mode=never",
        "st | offset.out.of.range=snapshot | offset.out.of.range=fail",
      })
  void isSupportedOrSaysWhyNot(String topic, String more, String reason) {
    // Given
    Map<String, String> settings = settings(topic, more);

    // When
    ExactlyOnceSupport support = connector.exactlyOnceSupport(settings);

    // Then
    assertThat(support == ExactlyOnceSupport.SUPPORTED).isEqualTo(reason == null);
    assertThat(ExactlyOnce.obstacle(settings).orElse("")).contains(reason == null ? "" : reason);
  }

  @Test
  void isRefusedOnItsOptionIfRequired() {
    // Given
    Map<String, String> settings = settings("st", "transforms=drop;exactly.once.support=required");

    // Then
    assertThat(errors(settings)).containsOnlyKeys("exactly.once.support");
    assertThat(errors(settings).get("exactly.once.support"))
        .singleElement()
        .asString()
        .contains("transaction.boundary=connector");
  }

  @Test
  void isRefusedForTopicsOfQueriesIfRequired() {
    // Given
    Map<String, String> settings = settings("q", "exactly.once.support=required");

    // Then
    assertThat(errors(settings)).containsOnlyKeys("exactly.once.support");
    assertThat(errors(settings).get("exactly.once.support"))
        .singleElement()
        .asString()
        .contains("topic " + server.database() + "_q, which is on a query");
  }

  @Test
  void isNotAskedForUnlessRequired() {
    assertThat(errors(settings("q", "exactly.once.support=requested"))).isEmpty();
  }

  @Test
  void endsTransactionsItselfInEveryConfiguration() {
    assertThat(connector.canDefineTransactionBoundaries(settings("st", null)))
        .isEqualTo(ConnectorTransactionBoundaries.SUPPORTED);
  }

  private Map<String, String> settings(String topic, String more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("connection.url", server.url());
    settings.put("topics", server.database() + "_" + topic);
    if (more != null) {
      for (String each : more.split(";", -1)) {
        settings.put(each.split("=", 2)[0], each.split("=", 2)[1]);
      }
    }
    return settings;
  }

  private Map<String, List<String>> errors(Map<String, String> settings) {
    Map<String, List<String>> errors = new HashMap<>();
    for (ConfigValue value : connector.validate(settings).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), value.errorMessages());
      }
    }
    return errors;
  }
}
