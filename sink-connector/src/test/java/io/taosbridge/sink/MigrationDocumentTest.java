package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.sink.config.SinkConfig;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the docs say about the vendor's sink: nothing is left out, and what is named exists. */
class MigrationDocumentTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| (.*`.*) \\| (.*) \\|$");
  private static final Pattern NAME = Pattern.compile("`([a-z]+(?:\\.[a-z]+)+)`");
  private static final Pattern CODE = Pattern.compile("(?s)```properties\\n(.*?)```");

  private static final List<String> VENDORS =
      List.of(
          "connection.url",
          "connection.user",
          "connection.password",
          "connection.attempts",
          "connection.backoff.ms",
          "connection.database",
          "connection.database.prefix",
          "connection.timezone",
          "db.schemaless",
          "db.charset",
          "data.precision",
          "batch.size",
          "max.retries",
          "retry.backoff.ms");

  /** Kafka Connect's own. */
  private static final Set<String> WORKERS =
      Set.of(
          "topics",
          "topics.regex",
          "tasks.max",
          "connector.class",
          "value.converter",
          "value.converter.converter.encoding");

  private final String document;

  MigrationDocumentTest() throws IOException {
    String all = Files.readString(Path.of("../docs/migrating-from-the-vendors-connector.md"));
    document = all.substring(all.indexOf("## The sink"), all.indexOf("## The source"));
  }

  @Test
  void namesEveryOptionOfTheVendors() {
    assertThat(names(1)).containsAll(VENDORS);
  }

  @Test
  void namesOptionsThatExist() {
    assertThat(names(2))
        .hasSizeGreaterThan(8)
        .allSatisfy(
            name ->
                assertThat(SinkConfig.DEFINITION.names().contains(name) || WORKERS.contains(name))
                    .as(name)
                    .isTrue());
  }

  @Test
  void showsAConfigurationThatIsValid() throws IOException {
    // Given
    List<MatchResult> blocks = CODE.matcher(document).results().toList();
    Properties properties = new Properties();
    properties.load(new StringReader(blocks.get(1).group(1)));
    Map<String, String> config = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> config.put(name, properties.getProperty(name)));

    // Then
    assertThat(new SinkConfig(config).problems()).isEmpty();
    assertThat(config.keySet())
        .filteredOn(name -> !name.matches("name|tasks.max|topics|.*converter|errors.*|.*class"))
        .hasSizeGreaterThan(5)
        .allSatisfy(name -> assertThat(SinkConfig.DEFINITION.names()).contains(name));
  }

  private Set<String> names(int column) {
    return ROW.matcher(document)
        .results()
        .flatMap(row -> NAME.matcher(row.group(column)).results())
        .map(name -> name.group(1))
        .filter(name -> !name.startsWith("com.") && !name.startsWith("io."))
        .collect(Collectors.toSet());
  }
}
