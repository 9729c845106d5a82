package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The docs' walk-throughs of the sink: the example's configuration and the docs' lines. */
@ExtendWith(Scenarios.class)
class WalkThroughsIT {

  private static final Path EXAMPLES = Path.of("../config-examples");
  private static final Path DOCS = Path.of("../docs/text-input.md");
  private static final String BAD = "this is no line, no point and no JSON";

  @ParameterizedTest
  @CsvSource({
    "text-line, Line, meters, 4, current, 11.8 13.4 10.8 11.3",
    "text-telnet, Telnet, meters_current, 2, _value, 10.3 12.6",
    "text-json, JSON, meters_voltage, 2, _value, 219.0 220.0"
  })
  void writesWhatTheDocsSendAndKeepsWhatIsBad(
      String example,
      String heading,
      String stable,
      int count,
      String column,
      String values,
      Scenario scenario)
      throws Exception {
    // Given
    Map<String, String> config = deployable(example, scenario, scenario.kafkaTopic().name());
    config.put("database", scenario.target().name());
    createTopics(scenario, List.of(scenario.kafkaTopic().name()));
    Scenario.deploy(scenario.cluster().worker().rest(), scenario.sinkName(), config);

    // When
    List<String> lines = new ArrayList<>(linesOf(heading));
    lines.add(1, BAD);
    send(scenario, scenario.kafkaTopic().name(), lines);

    // Then
    await()
        .atMost(Scenario.PATIENCE)
        .untilAsserted(() -> assertThat(scenario.target().count(stable)).isEqualTo(count));
    assertThat(
            scenario
                .target()
                .query("SELECT `" + column + "` FROM {db}." + stable + " ORDER BY tbname, _c0"))
        .extracting(row -> String.valueOf(row.get(0)))
        .containsExactlyInAnyOrder(values.split(" "));
    assertThat(rejected(scenario, config))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.value()).isEqualTo(BAD);
              assertThat(reason(record)).contains(scenario.kafkaTopic().name(), "offset 1");
            });
  }

  @Test
  void writesEachTopicIntoADatabaseOfItsOwn(Scenario scenario) throws Exception {
    // Given
    String name = scenario.kafkaTopic().name();
    List<String> topics = List.of(name + "_n", name + "_s");
    Map<String, String> config =
        deployable("text-database-per-topic", scenario, String.join(",", topics));
    createTopics(scenario, topics);
    Scenario.deploy(scenario.cluster().worker().rest(), scenario.sinkName(), config);
    List<String> lines = linesOf("Line");

    // When
    send(scenario, topics.get(0), lines.subList(0, 3));
    send(scenario, topics.get(1), lines.subList(3, 4));

    // Then
    for (int i = 0; i < topics.size(); i++) {
      try (TestDatabase database = new TestDatabase(scenario.url(), "power_" + topics.get(i))) {
        int rows = i == 0 ? 3 : 1;
        await().atMost(Scenario.PATIENCE).until(() -> database.count("meters") == rows);
        assertThat(
                database.query(
                    "SELECT `precision` FROM information_schema.ins_databases WHERE name = '{db}'"))
            .containsExactly(List.of("ns"));
      }
    }
  }

  /** The example with the addresses and names of this scenario. */
  private static Map<String, String> deployable(String example, Scenario scenario, String topics)
      throws IOException {
    JsonNode json = new ObjectMapper().readTree(EXAMPLES.resolve(example + ".json").toFile());
    Map<String, String> config = new LinkedHashMap<>();
    json.path("config").properties().forEach(e -> config.put(e.getKey(), e.getValue().asText()));
    Map<String, String> ours = scenario.sinkConfig();
    for (String option : List.of("connection.url", "connection.user", "connection.password")) {
      config.put(option, ours.get(option));
    }
    config.put("topics", topics);
    config.put("errors.deadletterqueue.topic.name", scenario.kafkaTopic().name() + "-bad");
    return config;
  }

  /** What the docs send to the topic under a heading. */
  private static List<String> linesOf(String heading) throws IOException {
    Matcher matcher =
        Pattern.compile("\\*\\*" + heading + "\\*\\*.*?<<'LINES'\\R(.*?)\\RLINES", Pattern.DOTALL)
            .matcher(Files.readString(DOCS));
    assertThat(matcher.find()).as(heading).isTrue();
    return matcher.group(1).lines().toList();
  }

  private static void createTopics(Scenario scenario, List<String> topics) {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", scenario.cluster().bootstrapServers()))) {
      admin
          .createTopics(topics.stream().map(topic -> new NewTopic(topic, 1, (short) 1)).toList())
          .all()
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    }
  }

  private static void send(Scenario scenario, String topic, List<String> lines) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", scenario.cluster().bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (String line : lines) {
        producer.send(new ProducerRecord<>(topic, line)).get();
      }
    }
  }

  private static List<ConsumerRecord<String, String>> rejected(
      Scenario scenario, Map<String, String> config) {
    KafkaTopic topic =
        new KafkaTopic(
            scenario.cluster().bootstrapServers(), config.get("errors.deadletterqueue.topic.name"));
    return await()
        .atMost(Scenario.PATIENCE)
        .ignoreExceptions()
        .until(topic::readAll, records -> !records.isEmpty());
  }

  private static String reason(ConsumerRecord<String, String> record) {
    byte[] message = record.headers().lastHeader("__connect.errors.exception.message").value();
    return new String(message, StandardCharsets.UTF_8);
  }
}
