package io.taosbridge.source.record;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

/** The records that the README shows. */
class ReadmeRecordsTest {

  private static final TopicInfo TOPIC =
      new TopicInfo("t", TopicInfo.Kind.STABLE, "air", "quality");
  private static final List<Field> COLUMNS =
      List.of(
          new Field("ts", ColumnType.of(DataType.TIMESTAMP)),
          new Field("pm25", ColumnType.of(DataType.DOUBLE)));
  private static final TaggedTable TABLE =
      new TaggedTable(
          "aotizhongxin",
          "quality",
          List.of(new TagField("station", ColumnType.of(DataType.NCHAR, 20))),
          new Object[] {"Aotizhongxin"});

  private final String readme;

  ReadmeRecordsTest() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  @Test
  void areAsTheyReallyAre() {
    // Given
    RowPart values = values("struct");

    // When
    String plain = json(values, false);
    String described = json(values, true);

    // Then
    assertThat(readme).contains(plain);
    assertThat(described).contains(lineWith("\"field\":\"ts\""), lineWith("\"field\":\"station\""));
  }

  @Test
  void showEachTextFormat() {
    for (String format : List.of("line", "telnet", "json")) {
      assertThat(readme).contains("\n" + value(values(format)) + "\n");
    }
  }

  private static RowPart values(String format) {
    Map<String, String> settings = new HashMap<>();
    settings.put("connection.url", "ws://fake");
    settings.put("topics", "t");
    settings.put("value.format", format);
    Layout layout = Layout.ofTable(TOPIC, TABLE, COLUMNS, Precision.MILLISECONDS);
    return new RecordShape(new SourceConfig(settings).records(), layout).of(TABLE).values();
  }

  private static Object value(RowPart values) {
    List<ColumnType> types = COLUMNS.stream().map(Field::type).toList();
    return values.of(FakeRows.block(types, List.of(List.of(1_362_096_000_000L, 4.0))), 0);
  }

  private String lineWith(String text) {
    return readme.lines().filter(line -> line.contains(text)).findFirst().orElseThrow();
  }

  private static String json(RowPart values, boolean withSchema) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", withSchema), false);
      byte[] json = converter.fromConnectData("t", values.schema(), value(values));
      return new String(json, StandardCharsets.UTF_8);
    }
  }
}
