package io.taosbridge.source.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.Block;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.FakeRows;
import io.taosbridge.client.Field;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.topic.TopicInfo;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each option makes of keys and values. */
@SuppressWarnings("JavaUtilDate") // Connect's Timestamp is one
class RecordFormatsTest {

  private static final TopicInfo TOPIC = new TopicInfo("t", TopicInfo.Kind.STABLE, "db", "st");
  private static final TopicInfo QUERY = new TopicInfo("q", TopicInfo.Kind.QUERY, "db", null);
  private static final List<Field> COLUMNS =
      List.of(
          new Field("ts", ColumnType.of(DataType.TIMESTAMP)),
          new Field("v", ColumnType.of(DataType.INT)));
  private static final TaggedTable TABLE =
      new TaggedTable(
          "d1",
          "st",
          List.of(
              new TagField("g", ColumnType.of(DataType.INT)),
              new TagField("j", ColumnType.of(DataType.JSON))),
          new Object[] {7, "{\"a\":1,\"b\":\"x\",\"c\":null,\"d\":true}"});
  private static final TaggedTable NORMAL = TaggedTable.untagged("n1", null);
  private static final byte[] POINT =
      HexFormat.of().parseHex("0101000000000000000000f03f0000000000000040");

  private Precision precision = Precision.MILLISECONDS;

  @Test
  void makesKeysOfTags() {
    // Given
    TableShape shape = shape(TABLE, "key.mode", "tags");

    // When
    Struct key = (Struct) shape.keys().of(row(5L, 1), 0);

    // Then
    assertThat(key.schema().name()).isEqualTo("db.st.Key");
    assertThat(key.schema()).isEqualTo(shape.keys().schema());
    assertThat(names(key.schema())).containsExactly("g", "j");
    assertThat(key.get("g")).isEqualTo(7);
    assertThat(key.schema().field("g").schema().parameters())
        .isEqualTo(Map.of("tdengine.type", "INT", "tdengine.tag", "true"));
    assertThat(shape.keys().of(row(6L, 2), 0)).isSameAs(key);
  }

  @Test
  void makesNoKeyOfTagsThatATableDoesNotHave() {
    // Given
    TableShape shape = shape(NORMAL, "key.mode", "tags");

    // Then
    assertThat(shape.keys().of(row(5L, 1), 0)).isNull();
    assertThat(shape.keys().schema()).isNull();
  }

  @Test
  void makesKeysOfTableAndTimestamp() {
    // Given
    TableShape shape = shape(TABLE, "key.mode", "table_timestamp", "fields.rename", "ts:time");

    // When
    Struct key = (Struct) shape.keys().of(row(5L, 1), 0);

    // Then
    assertThat(names(key.schema())).containsExactly("tbname", "time");
    assertThat(key.get("tbname")).isEqualTo("d1");
    assertThat(key.get("time")).isEqualTo(new Date(5));
    key.validate();
  }

  @Test
  void makesKeysOfChosenColumnsInTheirOrder() {
    // Given
    TableShape shape = shape(TABLE, "key.mode", "columns", "key.columns", "v,g,tbname");

    // When
    Struct key = (Struct) shape.keys().of(row(5L, 1), 0);

    // Then
    assertThat(names(key.schema())).containsExactly("v", "g", "tbname");
    assertThat(key.get("v")).isEqualTo(1);
    assertThat(key.get("g")).isEqualTo(7);
    assertThat(key.get("tbname")).isEqualTo("d1");
  }

  @Test
  void saysWhichColumnOfTheKeyATableLacks() {
    assertThatThrownBy(() -> shape(TABLE, "key.mode", "columns", "key.columns", "w"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("db.st has no column or tag w")
        .hasMessageContaining("key.columns");
  }

  @Test
  void makesNoKeys() {
    // Given
    TableShape shape = shape(TABLE, "key.mode", "none");

    // Then
    assertThat(shape.keys().of(row(5L, 1), 0)).isNull();
    assertThat(shape.keys().schema()).isNull();
  }

  @Test
  void putsTagsIntoAFieldOfTheirOwn() {
    // When
    Struct value = (Struct) value(TABLE, row(5L, 1), "tags.field", "tags");

    // Then
    assertThat(names(value.schema())).containsExactly("ts", "v", "tbname", "tags");
    assertThat(value.getStruct("tags").get("g")).isEqualTo(7);
    assertThat(value.getStruct("tags").schema().name()).isEqualTo("db.st.Tags");
    value.validate();
  }

  @Test
  void takesLeavesOutAndRenamesFields() {
    assertThat(names((Struct) value(TABLE, row(5L, 1), "fields.include", "v,g")))
        .containsExactly("v", "g", "tbname");
    assertThat(names((Struct) value(TABLE, row(5L, 1), "fields.exclude", "ts,j")))
        .containsExactly("v", "g", "tbname");
    assertThat(names((Struct) value(TABLE, row(5L, 1), "fields.rename", "v:w,j:k,tbname:name")))
        .containsExactly("ts", "w", "g", "k", "name");
  }

  @Test
  void refusesTwoFieldsOfOneName() {
    assertThatThrownBy(() -> shape(TABLE, "fields.rename", "v:g"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("two fields of db.st are called g")
        .hasMessageContaining("fields.rename");
  }

  @Test
  void leavesATableNameOfTheUsersAlone() {
    // Given
    TaggedTable table =
        new TaggedTable(
            "d1",
            "st",
            List.of(new TagField("tbname", ColumnType.of(DataType.NCHAR, 8))),
            new Object[] {"other"});

    // When
    Struct value = (Struct) value(table, row(5L, 1));

    // Then
    assertThat(names(value)).containsExactly("ts", "v", "tbname");
    assertThat(value.get("tbname")).isEqualTo("other");
  }

  @Test
  void makesMapsForJsonWithoutSchema() {
    // Given
    TableShape shape = shape(TABLE, "value.format", "map", "tags.field", "tags");

    // When
    String json = json(shape.values(), row(5L, null));

    // Then
    assertThat(shape.values().schema()).isNull();
    assertThat(json)
        .isEqualTo(
            "{\"ts\":5,\"v\":null,\"tbname\":\"d1\",\"tags\":{\"g\":7,\"j\":\"{\\\"a\\\":1,"
                + "\\\"b\\\":\\\"x\\\",\\\"c\\\":null,\\\"d\\\":true}\"}}");
  }

  @Test
  void leavesNullsOutOfMaps() {
    // Given
    TableShape shape =
        shape(TABLE, "value.format", "map", "null.handling", "omit", "tags.include", "false");

    // Then
    assertThat(json(shape.values(), row(5L, null))).isEqualTo("{\"ts\":5,\"tbname\":\"d1\"}");
  }

  @Test
  void givesEachRowAMapOfItsOwn() {
    // Given
    TableShape shape = shape(TABLE, "value.format", "map", "tags.field", "tags");
    Map<?, ?> first = (Map<?, ?>) shape.values().of(row(5L, 1), 0);

    // When
    ((Map<?, ?>) first.get("tags")).clear();
    Map<?, ?> second = (Map<?, ?>) shape.values().of(row(6L, 1), 0);

    // Then
    assertThat(((Map<?, ?>) second.get("tags")).get("g")).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"struct", "map"})
  void makesMapsOfJsonTags(String format) {
    // Given
    TableShape shape = shape(TABLE, "value.format", format, "json.tags.format", "map");

    // When
    Object value = shape.values().of(row(5L, 1), 0);

    // Then
    if (value instanceof Struct struct) {
      Map<String, String> members = new HashMap<>();
      members.put("a", "1");
      members.put("b", "x");
      members.put("c", null);
      members.put("d", "true");
      assertThat(struct.getMap("j")).isEqualTo(members);
    } else {
      Map<String, Object> members = new HashMap<>();
      members.put("a", 1);
      members.put("b", "x");
      members.put("c", null);
      members.put("d", true);
      assertThat(((Map<?, ?>) value).get("j")).isEqualTo(members);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MILLISECONDS, auto, '', org.apache.kafka.connect.data.Timestamp, ",
    "MICROSECONDS, auto, '', io.taosbridge.time.MicroTimestamp, 1001",
    "NANOSECONDS, auto, '', io.taosbridge.time.NanoTimestamp, 1001",
    "MILLISECONDS, int64, '', , 1001",
    "MILLISECONDS, int64, us, , 1001000",
    "MILLISECONDS, int64, ns, , 1001000000",
    "NANOSECONDS, int64, '', , 1001",
  })
  void makesTimestamps(
      Precision database, String format, String unit, String schemaName, Long expected) {
    // Given
    precision = database;

    // When
    Struct value =
        (Struct) value(TABLE, row(1001L, 1), "timestamp.format", format, "timestamp.unit", unit);

    // Then
    Schema schema = value.schema().field("ts").schema();
    assertThat(schema.name()).isEqualTo(schemaName);
    assertThat(schema.isOptional()).isFalse();
    assertThat(schema.parameters().get("tdengine.type")).isEqualTo("TIMESTAMP");
    assertThat(schema.parameters().get("tdengine.precision"))
        .isEqualTo(unit.isEmpty() ? database.symbol() : unit);
    assertThat(value.get("ts")).isEqualTo(expected == null ? new Date(1001) : expected);
  }

  @Test
  void makesConnectsTimestampOfWholeMilliseconds() {
    // Given
    precision = Precision.NANOSECONDS;

    // When
    Struct value = (Struct) value(TABLE, row(5_000_000L, 1), "timestamp.format", "logical");

    // Then
    assertThat(value.schema().field("ts").schema().name()).isEqualTo(Timestamp.LOGICAL_NAME);
    assertThat(value.get("ts")).isEqualTo(new Date(5));
  }

  @Test
  void refusesATimestampThatWouldLoseDigits() {
    // Given
    precision = Precision.NANOSECONDS;

    // Then
    assertThatThrownBy(() -> value(TABLE, row(5_000_001L, 1), "timestamp.format", "logical"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("field ts: 5000001 ns")
        .hasMessageContaining("timestamp.format");
    assertThatThrownBy(
            () -> value(TABLE, row(1L, 1), "value.format", "map", "timestamp.unit", "us"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 ns");
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void keepsEveryTypeAndNull(Precision database) {
    // Given
    precision = database;
    List<Field> columns = new ArrayList<>(List.of(COLUMNS.get(0)));
    List<Object> values = new ArrayList<>(List.of(5L));
    List<Object> nulls = new ArrayList<>(List.of(6L));
    samples()
        .forEach(
            (type, value) -> {
              columns.add(new Field("c" + columns.size(), type));
              values.add(value);
              nulls.add(null);
            });
    List<ColumnType> types = columns.stream().map(Field::type).toList();
    Block block = FakeRows.block(types, List.of(values, nulls));
    for (String format : List.of("struct", "map")) {
      for (String text : List.of("decimal", "text")) {
        RowPart part =
            new RecordShape(
                    config("value.format", format, "decimal.format", text).records(),
                    Layout.ofTable(TOPIC, NORMAL, columns, precision))
                .of(NORMAL)
                .values();

        // When
        Object row = part.of(block, 0);
        Object empty = part.of(block, 1);

        // Then
        boolean digits = format.equals("map") || text.equals("text");
        for (int i = 1; i < columns.size(); i++) {
          Object value = values.get(i);
          Object expected =
              value instanceof BigDecimal number
                  ? digits ? number.toPlainString() : number
                  : value instanceof BigInteger number
                      ? digits ? number.toString() : new BigDecimal(number)
                      : columns.get(i).type().type() == DataType.TIMESTAMP
                              && precision == Precision.MILLISECONDS
                              && format.equals("struct")
                          ? new Date((Long) value)
                          : value;
          assertThat(field(row, "c" + i)).as("%s %s", format, columns.get(i)).isEqualTo(expected);
          assertThat(field(empty, "c" + i)).as("%s %s", format, columns.get(i)).isNull();
        }
        assertThat(json(part, block)).isNotEmpty();
      }
    }
  }

  private static Object field(Object row, String name) {
    return row instanceof Struct struct ? struct.get(name) : ((Map<?, ?>) row).get(name);
  }

  private static Map<ColumnType, Object> samples() {
    Map<ColumnType, Object> samples = new HashMap<>();
    samples.put(ColumnType.of(DataType.BOOL), true);
    samples.put(ColumnType.of(DataType.TINYINT), (byte) -1);
    samples.put(ColumnType.of(DataType.SMALLINT), (short) -2);
    samples.put(ColumnType.of(DataType.INT), -3);
    samples.put(ColumnType.of(DataType.BIGINT), Long.MIN_VALUE + 1);
    samples.put(ColumnType.of(DataType.UTINYINT), (short) 255);
    samples.put(ColumnType.of(DataType.USMALLINT), 65535);
    samples.put(ColumnType.of(DataType.UINT), 4294967295L);
    samples.put(ColumnType.of(DataType.UBIGINT), new BigInteger("18446744073709551615"));
    samples.put(ColumnType.of(DataType.FLOAT), 1.1f);
    samples.put(ColumnType.of(DataType.DOUBLE), -0.0);
    samples.put(ColumnType.of(DataType.VARCHAR, 9), "a\n数");
    samples.put(ColumnType.of(DataType.NCHAR, 9), "😀");
    samples.put(ColumnType.of(DataType.VARBINARY, 9), new byte[] {0, -1});
    samples.put(ColumnType.of(DataType.GEOMETRY, 99), POINT);
    samples.put(ColumnType.of(DataType.BLOB), new byte[] {1});
    samples.put(ColumnType.of(DataType.TIMESTAMP), -7L);
    samples.put(ColumnType.decimal(10, 2), new BigDecimal("-1.20"));
    samples.put(
        ColumnType.decimal(38, 10), new BigDecimal("1234567890123456789012345678.0123456789"));
    return samples;
  }

  @Test
  void makesTextOfDecimalsAndGeometries() {
    // Given
    List<Field> columns =
        List.of(
            COLUMNS.get(0),
            new Field("d", ColumnType.decimal(10, 2)),
            new Field("g", ColumnType.of(DataType.GEOMETRY, 50)));
    Layout layout = Layout.ofTable(TOPIC, NORMAL, columns, precision);
    RowPart values =
        new RecordShape(
                config("decimal.format", "text", "geometry.format", "wkt").records(), layout)
            .of(NORMAL)
            .values();

    // When
    Struct value =
        (Struct)
            values.of(
                FakeRows.block(
                    columns.stream().map(Field::type).toList(),
                    List.of(List.of(5L, new BigDecimal("-1.20"), POINT))),
                0);

    // Then
    assertThat(value.get("d")).isEqualTo("-1.20");
    assertThat(value.schema().field("d").schema().parameters())
        .isEqualTo(Map.of("tdengine.type", "DECIMAL(10,2)"));
    assertThat(value.get("g")).isEqualTo("POINT(1.0 2.0)");
    assertThat(value.schema().field("g").schema().type()).isEqualTo(Schema.Type.STRING);
  }

  @Test
  void keepsDecimalsByDefault() {
    // Given
    List<Field> columns = List.of(COLUMNS.get(0), new Field("d", ColumnType.of(DataType.UBIGINT)));
    Layout layout = Layout.ofTable(TOPIC, NORMAL, columns, precision);

    // When
    RowPart values = new RecordShape(config().records(), layout).of(NORMAL).values();

    // Then
    assertThat(values.schema().field("d").schema().name()).isEqualTo(Decimal.LOGICAL_NAME);
  }

  @Test
  void writesLinesWithTagsAndTableName() {
    assertThat(value(TABLE, row(5L, 1), "value.format", "line", "fields.exclude", "j"))
        .isEqualTo("st,g=7,tbname=d1 v=1i32 5000000");
    assertThat(
            value(
                TABLE,
                row(5L, 1),
                "value.format",
                "line",
                "tags.include",
                "false",
                "fields.rename",
                "v:w,tbname:table",
                "timestamp.unit",
                "ms"))
        .isEqualTo("st,table=d1 w=1i32 5");
    assertThat(value(NORMAL, row(5L, 1), "value.format", "line", "tbname.include", "false"))
        .isEqualTo("n1 v=1i32 5000000");
  }

  @Test
  void writesMetrics() {
    assertThat(
            value(
                TABLE,
                row(1_700_000_000_000L, 1),
                "value.format",
                "telnet",
                "opentsdb.metric",
                "x_${source}",
                "tags.include",
                "false"))
        .isEqualTo("x_st 1700000000000 1i32 tbname=d1");
    assertThat(
            value(
                TABLE,
                row(5L, 1),
                "value.format",
                "json",
                "timestamp.unit",
                "us",
                "fields.exclude",
                "j",
                "tbname.include",
                "false"))
        .isEqualTo(
            "{\"metric\":\"st.v\",\"timestamp\":{\"value\":5000,\"type\":\"us\"},"
                + "\"value\":{\"value\":1,\"type\":\"int\"},"
                + "\"tags\":{\"g\":{\"value\":7,\"type\":\"int\"}}}");
  }

  @Test
  void refusesOneMetricForTwoColumns() {
    // Given
    List<Field> columns =
        List.of(COLUMNS.get(0), COLUMNS.get(1), new Field("w", ColumnType.of(DataType.INT)));
    Layout layout = Layout.ofTable(TOPIC, TABLE, columns, precision);
    SourceConfig config = config("value.format", "telnet", "opentsdb.metric", "${source}");

    // Then
    assertThatThrownBy(() -> new RecordShape(config.records(), layout))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("two columns of db.st become metric st")
        .hasMessageContaining("opentsdb.metric");
  }

  @Test
  void takesTheTableNameThatAQuerySelectsForATag() {
    // Given
    List<Field> columns =
        List.of(
            COLUMNS.get(0),
            new Field("tbname", ColumnType.of(DataType.VARCHAR, 192)),
            COLUMNS.get(1));
    Layout layout = Layout.ofQuery(QUERY, columns, precision);
    RecordShape shape =
        new RecordShape(
            config("value.format", "line", "key.mode", "table_timestamp").records(), layout);
    Block block =
        FakeRows.block(
            columns.stream().map(Field::type).toList(),
            List.of(List.of(5L, "d1", 1), List.of(6L, "d2", 2)));

    // Then
    assertThat(shape.ofSelected(block, 0).values().of(block, 0))
        .isEqualTo("q,tbname=d1 v=1i32 5000000");
    assertThat(shape.ofSelected(block, 1).values().of(block, 1))
        .isEqualTo("q,tbname=d2 v=2i32 6000000");
    assertThat(((Struct) shape.ofSelected(block, 1).keys().of(block, 1)).get("tbname"))
        .isEqualTo("d2");
  }

  @Test
  void needsATimestampForText() {
    // Given
    Layout layout = Layout.ofQuery(QUERY, List.of(COLUMNS.get(1)), precision);

    // Then
    assertThatThrownBy(() -> new RecordShape(config("value.format", "line").records(), layout))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("db.q has no TIMESTAMP as its first column");
  }

  @Test
  void saysWhatTextCannotHoldAndWhatToDo() {
    // Given
    List<Field> columns = List.of(COLUMNS.get(0), new Field("d", ColumnType.decimal(5, 1)));
    Layout layout = Layout.ofTable(TOPIC, TABLE, columns, precision);

    // Then
    assertThatThrownBy(() -> new RecordShape(config("value.format", "line").records(), layout))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("rows of db.st")
        .hasMessageContaining("d is DECIMAL(5,1)")
        .hasMessageContaining("fields.exclude")
        .hasMessageContaining("text.unsupported");
    assertThatThrownBy(() -> value(TABLE, row(0L, 1), "value.format", "line"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("row 0 of table d1")
        .hasMessageContaining("1970");
  }

  @Test
  void fillsTheKafkaTopicWithTheSource() {
    assertThat(topic(TABLE, "kafka.topic", "x-${source}")).isEqualTo("x-st");
    assertThat(topic(NORMAL, "kafka.topic", "x-${source}")).isEqualTo("x-n1");
  }

  @Test
  void refusesOrReplacesWhatKafkaDoesNotAllow() {
    // Given
    TaggedTable table = TaggedTable.untagged("数 a", null);

    // Then
    assertThat(topic(table, "kafka.topic", "x-${table}", "kafka.topic.sanitize", "true"))
        .isEqualTo("x-__a");
    assertThatThrownBy(() -> topic(table, "kafka.topic", "x-${table}"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("\"x-数 a\"")
        .hasMessageContaining("kafka.topic.sanitize");
    assertThatThrownBy(
            () -> topic(table, "kafka.topic", "x".repeat(250), "kafka.topic.sanitize", "true"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("249 characters");
    assertThatThrownBy(() -> topic(table, "kafka.topic", ".."))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cannot be a Kafka topic");
  }

  private String topic(TaggedTable table, String... settings) {
    return shape(table, settings).destination().kafkaTopic();
  }

  private Object value(TaggedTable table, Block block, String... settings) {
    return shape(table, settings).values().of(block, 0);
  }

  private TableShape shape(TaggedTable table, String... settings) {
    Layout layout = Layout.ofTable(TOPIC, table, COLUMNS, precision);
    return new RecordShape(config(settings).records(), layout).of(table);
  }

  private static Block row(Object... values) {
    return FakeRows.block(
        COLUMNS.stream().map(Field::type).toList(), List.of(Arrays.asList(values)));
  }

  private static SourceConfig config(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("connection.url", "ws://fake");
    all.put("topics", "t");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new SourceConfig(all);
  }

  private static List<String> names(Struct struct) {
    return names(struct.schema());
  }

  private static List<String> names(Schema schema) {
    return schema.fields().stream().map(org.apache.kafka.connect.data.Field::name).toList();
  }

  private static String json(RowPart values, Block block) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", false), false);
      byte[] json = converter.fromConnectData("t", values.schema(), values.of(block, 0));
      return new String(json, StandardCharsets.UTF_8);
    }
  }
}
