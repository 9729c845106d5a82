package io.taosbridge.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.taosbridge.sink.record.Mappings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.runtime.SourceConnectorConfig;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigExamplesTest {

  private static final Path FOLDER = Path.of("");
  private static final int FILES = 22;

  /** Options whose names only the worker or a converter knows. */
  private static final List<String> PREFIXES =
      List.of("topic.creation.default.", "key.converter.", "value.converter.");

  /** Options of the sink for one topic alone. */
  private static final String OF_TOPIC = "topic.";

  @Test
  void checksEveryExample() throws IOException {
    assertThat(examples()).hasSize(FILES);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void namesOnlyOptionsThatExist(Path file) throws Exception {
    // Given
    Map<String, String> config = read(file);
    Connector connector = connector(config);
    Set<String> known = new HashSet<>(connector.config().names());
    known.addAll(
        connector instanceof SourceConnector
            ? SourceConnectorConfig.configDef().names()
            : SinkConnectorConfig.configDef().names());

    // When
    List<String> unknown =
        config.keySet().stream()
            .filter(option -> !known.contains(option))
            .filter(option -> PREFIXES.stream().noneMatch(option::startsWith))
            .filter(option -> connector instanceof SourceConnector || !option.startsWith(OF_TOPIC))
            .toList();

    // Then
    assertThat(unknown).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void givesEveryOptionAValueThatItTakes(Path file) throws Exception {
    // Given
    Map<String, String> config = read(file);
    Connector connector = connector(config);

    // When
    List<ConfigValue> values = connector.config().validate(config);

    // Then
    assertThat(values).allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
    if (!(connector instanceof SourceConnector)) {
      assertThat(Mappings.problems(config)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void saysTheSameInJsonAndInProperties(Path file) throws Exception {
    // Given
    String name = file.getFileName().toString();
    String stem = name.substring(0, name.lastIndexOf('.'));

    // When
    Map<String, String> json = read(FOLDER.resolve(stem + ".json"));
    Map<String, String> properties = read(FOLDER.resolve(stem + ".properties"));

    // Then
    assertThat(json).isEqualTo(properties);
  }

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.toAbsolutePath())) {
      return files
          .filter(file -> file.toString().endsWith(".json") || isProperties(file))
          .sorted()
          .toList();
    }
  }

  private static boolean isProperties(Path file) {
    return file.toString().endsWith(".properties");
  }

  private static Connector connector(Map<String, String> config) throws Exception {
    return Class.forName(config.get("connector.class"))
        .asSubclass(Connector.class)
        .getDeclaredConstructor()
        .newInstance();
  }

  private static Map<String, String> read(Path file) throws IOException {
    Map<String, String> config = new HashMap<>();
    if (isProperties(file)) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      }
      properties
          .stringPropertyNames()
          .forEach(name -> config.put(name, properties.getProperty(name)));
    } else {
      JsonNode json = new ObjectMapper().readTree(file.toFile());
      json.path("config").properties().forEach(e -> config.put(e.getKey(), e.getValue().asText()));
      config.put("name", json.path("name").asText());
    }
    return config;
  }
}
