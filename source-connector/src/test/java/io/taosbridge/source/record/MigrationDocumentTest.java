package io.taosbridge.source.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.taosbridge.block.Block;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.FakeRows;
import io.taosbridge.client.Field;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.topic.TopicInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

/** What is promised to users of the vendor's connector. */
class MigrationDocumentTest {

  private static final Pattern CODE = Pattern.compile("```\\w*\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`.*) \\| (.*) \\|$");
  private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");

  /** All options of its source. */
  private static final Set<String> VENDORS =
      Set.of(
          "connection.url",
          "connection.user",
          "connection.password",
          "connection.attempts",
          "connection.backoff.ms",
          "connection.database",
          "connection.timezone",
          "topic.prefix",
          "topic.delimiter",
          "topic.per.stable",
          "topic.ignore.db",
          "read.method",
          "subscription.group.id",
          "subscription.from",
          "subscription.wal.only",
          "poll.interval.ms",
          "query.interval.ms",
          "fetch.max.rows",
          "timestamp.initial",
          "out.format",
          "out.format.json.no.array",
          "data.precision",
          "tables");

  private final String document;

  MigrationDocumentTest() throws IOException {
    String all = Files.readString(Path.of("../docs/migrating-from-the-vendors-connector.md"));
    document = all.substring(all.indexOf("## The source"));
  }

  @Test
  void namesEveryOptionOfTheVendors() {
    assertThat(names(1)).containsAll(VENDORS);
  }

  @Test
  void namesOptionsThatExist() {
    // Given
    Set<String> values = Set.of("latest", "earliest", "line", "struct", "map");

    // Then
    assertThat(names(2).stream().filter(name -> !values.contains(name)))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(SourceConfig.DEFINITION.names()).contains(name));
  }

  @Test
  void showsWhatItsConfigurationMakesOfARow() throws IOException {
    // Given
    Map<String, String> config = example();

    // When
    TableShape shape = shape(config);

    // Then
    assertThat(shape.destination().kafkaTopic()).isEqualTo("tdengine-test-meters");
    assertThat(shape.keys().of(row(), 0)).isNull();
    assertThat(code()).contains(json(shape.values()) + "\n");
  }

  @Test
  void showsTheSameAsALine() throws IOException {
    // Given
    Map<String, String> config = example();
    config.put("value.format", "line");
    config.remove("tags.field");

    // When
    TableShape shape = shape(config);

    // Then
    assertThat(code()).contains(shape.values().of(row(), 0) + "\n");
  }

  private Set<String> names(int column) {
    return ROW.matcher(document)
        .results()
        .flatMap(row -> NAME.matcher(row.group(column)).results())
        .map(name -> name.group(1))
        .filter(name -> !name.equals("true") && !name.equals("false"))
        .collect(Collectors.toSet());
  }

  private List<String> code() {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = CODE.matcher(document);
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  private Map<String, String> example() throws IOException {
    JsonNode json = new ObjectMapper().readTree(code().get(0));
    Map<String, String> config = new HashMap<>();
    json.path("config").properties().forEach(e -> config.put(e.getKey(), e.getValue().asText()));
    return config;
  }

  /** Fails for options that do not exist, contradict or have values that they do not take. */
  private static TableShape shape(Map<String, String> config) {
    assertThat(config.keySet())
        .filteredOn(option -> !option.contains("converter") && !option.equals("connector.class"))
        .filteredOn(option -> !option.equals("tasks.max"))
        .allSatisfy(option -> assertThat(SourceConfig.DEFINITION.names()).contains(option));
    TaggedTable table =
        new TaggedTable(
            "d1001",
            "meters",
            List.of(
                new TagField("location", ColumnType.of(DataType.VARCHAR, 64)),
                new TagField("groupid", ColumnType.of(DataType.INT))),
            new Object[] {"California.SanFrancisco", 2});
    TopicInfo topic = new TopicInfo("t", TopicInfo.Kind.STABLE, "test", "meters");
    Layout layout = Layout.ofTable(topic, table, columns(), Precision.MILLISECONDS);
    return new RecordShape(new SourceConfig(config).records(), layout).of(table);
  }

  private static List<Field> columns() {
    return List.of(
        new Field("ts", ColumnType.of(DataType.TIMESTAMP)),
        new Field("current", ColumnType.of(DataType.FLOAT)),
        new Field("voltage", ColumnType.of(DataType.INT)),
        new Field("phase", ColumnType.of(DataType.FLOAT)));
  }

  private static Block row() {
    return FakeRows.block(
        columns().stream().map(Field::type).toList(),
        List.of(List.of(1_538_548_685_000L, 10.3f, 219, 0.31f)));
  }

  private static String json(RowPart values) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", false), false);
      byte[] json = converter.fromConnectData("t", values.schema(), values.of(row(), 0));
      return new String(json, StandardCharsets.UTF_8);
    }
  }
}
