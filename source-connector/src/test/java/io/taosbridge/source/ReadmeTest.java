package io.taosbridge.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.FakeRows;
import io.taosbridge.client.Field;
import io.taosbridge.connect.FieldSchemas;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.record.RecordShape;
import io.taosbridge.source.record.TagField;
import io.taosbridge.source.record.TaggedTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  private static final Pattern OPTION = Pattern.compile("(?m)^\\| `([a-z.]+)` \\| ([^|]+) \\|");

  private final String readme;

  ReadmeTest() throws IOException {
    readme = Files.readString(Path.of("README.md"));
  }

  @Test
  void namesEveryOptionAndNoOther() {
    // Given
    Set<String> named = new HashSet<>();
    Matcher matcher = OPTION.matcher(readme);
    while (matcher.find()) {
      named.add(matcher.group(1));
    }

    // Then
    assertThat(named).isEqualTo(SourceConfig.DEFINITION.names());
  }

  @Test
  void tellsTheDefaults() {
    // Given
    Matcher matcher = OPTION.matcher(readme);

    // Then
    while (matcher.find()) {
      ConfigDef.ConfigKey key = SourceConfig.DEFINITION.configKeys().get(matcher.group(1));
      Object value = key.defaultValue;
      boolean plain = value instanceof Integer || value instanceof Boolean;
      if (plain || (value instanceof String text && !text.isEmpty())) {
        assertThat(matcher.group(2)).as(key.name).isEqualTo("`" + value + "`");
      }
    }
  }

  @Test
  void showsARecordAsItReallyIs() {
    // Given
    List<Field> columns =
        List.of(
            new Field("ts", ColumnType.of(DataType.TIMESTAMP)),
            new Field("pm25", ColumnType.of(DataType.DOUBLE)));
    Schema station = FieldSchemas.tag(ColumnType.of(DataType.NCHAR, 20), Precision.MILLISECONDS);
    TaggedTable table =
        new TaggedTable(
            "aotizhongxin",
            "quality",
            List.of(new TagField("station", station)),
            new Object[] {"Aotizhongxin"});
    RecordShape shape = RecordShape.ofTable("air", table, 1, columns, Precision.MILLISECONDS, true);

    // When
    Struct value =
        shape.value(
            FakeRows.block(
                columns.stream().map(Field::type).toList(),
                List.of(List.of(1_362_096_000_000L, 4.0))),
            0,
            table.values(),
            table.name());

    // Then
    assertThat(readme).contains(json(shape.schema(), value, false));
    String described = json(shape.schema(), value, true);
    assertThat(described).contains(lineWith("\"field\":\"ts\""), lineWith("\"field\":\"station\""));
  }

  private String lineWith(String text) {
    return readme.lines().filter(line -> line.contains(text)).findFirst().orElseThrow();
  }

  private static String json(Schema schema, Object value, boolean withSchema) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", withSchema), false);
      return new String(converter.fromConnectData("t", schema, value), StandardCharsets.UTF_8);
    }
  }
}
