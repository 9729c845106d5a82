package io.taosbridge.source.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Field;
import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.offset.AckTracker;
import io.taosbridge.source.testing.FakeTDengine;
import io.taosbridge.source.topic.TopicInfo;
import io.taosbridge.testing.Allocations;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class RecordBuilderTest {

  private static final TopicInfo STABLE = new TopicInfo("t", TopicInfo.Kind.STABLE, "db", "st");
  private static final TopicInfo DATABASE = new TopicInfo("d", TopicInfo.Kind.DATABASE, "db", null);
  private static final TopicInfo QUERY = new TopicInfo("q", TopicInfo.Kind.QUERY, "db", null);

  private final FakeTDengine server =
      new FakeTDengine(3, 7).table("a", 1, "x").table("b", null, null);

  @Test
  void putsColumnsThenTagsThenTheTableNameIntoTheValue() {
    // Given
    RecordBuilder builder = builder(Map.of());

    // When
    SourceRecord record = only(builder, STABLE, "a", 1_700_000_000_123L, 5);

    // Then
    Struct value = (Struct) record.value();
    assertThat(value.schema().fields())
        .extracting(org.apache.kafka.connect.data.Field::name)
        .containsExactly("ts", "v", "t1", "t2", "tbname");
    assertThat(value.get("ts"))
        .isEqualTo(Timestamp.toLogical(Timestamp.SCHEMA, 1_700_000_000_123L));
    assertThat(value.get("v")).isEqualTo(5);
    assertThat(value.get("t1")).isEqualTo(1);
    assertThat(value.get("t2")).isEqualTo("x");
    assertThat(value.get("tbname")).isEqualTo("a");
    value.validate();
  }

  @Test
  void describesTheTableInTheSchema() {
    // Given
    RecordBuilder builder = builder(Map.of());

    // When
    Schema schema = only(builder, STABLE, "a", 1L, 5).valueSchema();

    // Then
    assertThat(schema.name()).isEqualTo("db.st");
    assertThat(schema.version()).isNull();
    assertThat(schema.parameters())
        .isEqualTo(
            Map.of("tdengine.database", "db", "tdengine.stable", "st", "tdengine.precision", "ms"));
    assertThat(schema.field("ts").schema().isOptional()).isFalse();
    assertThat(schema.field("v").schema().isOptional()).isTrue();
    assertThat(schema.field("v").schema().parameters()).isEqualTo(Map.of("tdengine.type", "INT"));
    assertThat(schema.field("t2").schema().parameters())
        .isEqualTo(Map.of("tdengine.type", "NCHAR(8)", "tdengine.tag", "true"));
  }

  @Test
  void keysByTableAndTellsTheOriginInHeaders() {
    // Given
    RecordBuilder builder = builder(Map.of());

    // When
    SourceRecord record = only(builder, STABLE, "a", 1L, 5);

    // Then
    assertThat(record.key()).isEqualTo("a");
    assertThat(record.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
    assertThat(headers(record))
        .isEqualTo(
            Map.of(
                "tdengine.database", "db",
                "tdengine.stable", "st",
                "tdengine.table", "a",
                "tdengine.vgroup", 7,
                "tdengine.offset", 10L,
                "tdengine.kind", "data"));
  }

  @Test
  void namesHeadersAsTold() {
    // Given
    RecordBuilder builder = builder(Map.of("headers.prefix", "x-"));

    // When
    SourceRecord record = only(builder, STABLE, "a", 1L, 5);

    // Then
    assertThat(headers(record))
        .containsOnlyKeys("x-database", "x-stable", "x-table", "x-vgroup", "x-offset", "x-kind");
  }

  @Test
  void leavesHeadersAndTimestampOutIfTold() {
    // Given
    RecordBuilder builder = builder(Map.of("headers.include", "false", "record.timestamp", "none"));

    // When
    SourceRecord record = only(builder, STABLE, "a", 1L, 5);

    // Then
    assertThat(record.headers()).isEmpty();
    assertThat(record.timestamp()).isNull();
  }

  @Test
  void readsTagsForKeysThoughValuesHaveNone() {
    // Given
    RecordBuilder builder = builder(Map.of("tags.include", "false", "key.mode", "tags"));

    // When
    SourceRecord record = only(builder, STABLE, "a", 1L, 5);

    // Then
    assertThat(((Struct) record.key()).get("t2")).isEqualTo("x");
    assertThat(((Struct) record.value()).schema().field("t2")).isNull();
  }

  @Test
  void goesOnBehindRowsThatTextCannotHold() {
    // Given
    AckTracker acknowledgements = new AckTracker();
    RecordBuilder builder =
        builder(
            Map.of("value.format", "line", "text.unsupported", "omit"),
            Map.of(new TopicVgroup("t", 7), 0),
            acknowledgements);
    TableBlock rows =
        server.block(
            "a",
            FakeTDengine.COLUMNS,
            List.of(List.of(1L, 1), List.of(2L, 2), Arrays.asList(3L, null)));
    TableBlock nothing = server.block("a", FakeTDengine.COLUMNS, List.of(Arrays.asList(4L, null)));

    // When
    List<SourceRecord> records =
        builder.build(STABLE, new TopicVgroup("t", 7), new TmqData(10, 12, List.of(rows, nothing)));
    records.forEach(record -> ((TrackedRecord) record).message().acknowledge());

    // Then
    assertThat(records)
        .extracting(SourceRecord::value)
        .containsExactly(
            "st,t1=1,t2=x,tbname=a v=1i32 1000000", "st,t1=1,t2=x,tbname=a v=2i32 2000000");
    assertThat(records.get(0).sourceOffset()).isEqualTo(Map.of("offset", 10L));
    assertThat(records.get(1).sourceOffset()).isEqualTo(Map.of("offset", 12L));
    assertThat(acknowledgements.drain()).isEqualTo(Map.of(new TopicVgroup("t", 7), 12L));
  }

  @Test
  void keepsTheSchemaWhenTheConnectorStartsAgain() {
    // When
    Schema before = only(builder(Map.of()), STABLE, "a", 1L, 5).valueSchema();
    Schema after = only(builder(Map.of()), STABLE, "a", 2L, 6).valueSchema();

    // Then
    assertThat(after).isEqualTo(before);
  }

  @Test
  void givesEachRecordHeadersOfItsOwn() {
    // Given
    TableBlock block =
        server.block("a", FakeTDengine.COLUMNS, List.of(List.of(1L, 1), List.of(2L, 2)));
    List<SourceRecord> records = build(builder(Map.of()), STABLE, block);

    // When
    records.get(0).headers().addString("more", "x");

    // Then
    assertThat(headers(records.get(1))).doesNotContainKey("more");
  }

  @ParameterizedTest
  @CsvSource({
    "MILLISECONDS, 1700000000123, 1700000000123",
    "MICROSECONDS, 1700000000123999, 1700000000123",
    "NANOSECONDS, 1700000000123999999, 1700000000123",
    "MILLISECONDS, 0, 0",
  })
  void takesTheRowsTimeInMilliseconds(Precision precision, long time, long expected) {
    // Given
    server.precision = precision;

    // When
    SourceRecord record = only(builder(Map.of()), STABLE, "a", time, 5);

    // Then
    assertThat(record.timestamp()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"MILLISECONDS, -1", "MICROSECONDS, -1", "NANOSECONDS, -999999"})
  void leavesTheTimeOutThatKafkaWouldRefuse(Precision precision, long time) {
    // Given
    server.precision = precision;

    // When
    SourceRecord record = only(builder(Map.of()), STABLE, "a", time, 5);

    // Then
    assertThat(record.timestamp()).isNull();
  }

  @Test
  void dealsVgroupsToKafkaPartitionsInTurn() {
    // Given
    Map<TopicVgroup, Integer> ordinals =
        Map.of(new TopicVgroup("t", 3), 0, new TopicVgroup("t", 7), 1, new TopicVgroup("t", 8), 2);
    RecordBuilder builder = builder(Map.of("kafka.partitions", "2"), ordinals);

    // Then
    assertThat(partitionOf(builder, 3)).isZero();
    assertThat(partitionOf(builder, 7)).isEqualTo(1);
    assertThat(partitionOf(builder, 8)).isZero();
  }

  @Test
  void leavesThePartitionToTheProducerByKey() {
    // Given
    RecordBuilder builder = builder(Map.of("partition.strategy", "table"));

    // When
    SourceRecord record = only(builder, STABLE, "a", 1L, 5);

    // Then
    assertThat(record.kafkaPartition()).isNull();
    assertThat(record.key()).isEqualTo("a");
  }

  @Test
  void leavesThePartitionToTheProducerWithoutKey() {
    // Given
    RecordBuilder builder = builder(Map.of("partition.strategy", "none"));

    // When
    SourceRecord record = only(builder, STABLE, "a", 1L, 5);

    // Then
    assertThat(record.kafkaPartition()).isNull();
    assertThat(record.key()).isNull();
    assertThat(record.keySchema()).isNull();
    assertThat(((Struct) record.value()).get("tbname")).isEqualTo("a");
  }

  @Test
  void fillsTheKafkaTopic() {
    // Given
    RecordBuilder builder =
        builder(Map.of("kafka.topic", "${topic}-${database}-${stable}-${table}"));

    // Then
    assertThat(only(builder, STABLE, "a", 1L, 5).topic()).isEqualTo("t-db-st-a");
    assertThat(only(builder, STABLE, "b", 1L, 5).topic()).isEqualTo("t-db-st-b");
  }

  @Test
  void asksAboutTheTablesOfAMessageOnceAndTogether() {
    // Given
    RecordBuilder builder = builder(Map.of());
    TableBlock a = row("a", 1L, 1);
    TableBlock b = row("b", 1L, 2);

    // When
    build(builder, STABLE, a, b);
    build(builder, STABLE, a, b);

    // Then
    assertThat(server.statements)
        .containsExactly(
            "DESCRIBE `db`.`st`",
            "SELECT TAGS tbname, `t1`, `t2` FROM `db`.`st` WHERE tbname IN ('a', 'b')");
  }

  @Test
  void readsTheTagsOfAChangedTableAgainAndOfNoOther() {
    // Given
    RecordBuilder builder = builder(Map.of());
    build(builder, STABLE, row("a", 1L, 1), row("b", 1L, 2));
    server.table("a", 9, "changed");
    server.statements.clear();

    // When
    builder.forgetTable("db", "a");
    List<SourceRecord> records = build(builder, STABLE, row("a", 2L, 1), row("b", 2L, 2));

    // Then
    Struct value = (Struct) records.get(0).value();
    assertThat(value.get("t1")).isEqualTo(9);
    assertThat(value.get("t2")).isEqualTo("changed");
    assertThat(server.statements)
        .containsExactly("SELECT TAGS tbname, `t1`, `t2` FROM `db`.`st` WHERE tbname IN ('a')");
  }

  @Test
  void readsAChangedSupertableAgainWithItsTables() {
    // Given
    RecordBuilder builder = builder(Map.of());
    build(builder, STABLE, row("a", 1L, 1));
    server.statements.clear();

    // When
    builder.forgetStable("db", "st");
    build(builder, STABLE, row("a", 2L, 1));

    // Then
    assertThat(server.statements)
        .containsExactly(
            "DESCRIBE `db`.`st`",
            "SELECT TAGS tbname, `t1`, `t2` FROM `db`.`st` WHERE tbname IN ('a')");
  }

  @Test
  void leavesTheTagsOfADroppedTableEmpty() {
    // Given
    RecordBuilder builder = builder(Map.of());

    // When
    Struct value = (Struct) only(builder, STABLE, "dropped", 1L, 5).value();

    // Then
    assertThat(value.get("t1")).isNull();
    assertThat(value.get("tbname")).isEqualTo("dropped");
    assertThat(value.get("v")).isEqualTo(5);
  }

  @Test
  void leavesTagsAndTableNameOutIfTold() {
    // Given
    RecordBuilder builder = builder(Map.of("tags.include", "false", "tbname.include", "false"));

    // When
    SourceRecord record = only(builder, STABLE, "a", 1L, 5);

    // Then
    assertThat(record.valueSchema().fields())
        .extracting(org.apache.kafka.connect.data.Field::name)
        .containsExactly("ts", "v");
    assertThat(record.key()).isEqualTo("a");
    assertThat(server.statements).isEmpty();
  }

  @Test
  void findsTheSupertablesOfADatabaseTopic() {
    // Given
    server.stables.put("n", "");
    RecordBuilder builder = builder(Map.of());

    // When
    List<SourceRecord> records = build(builder, DATABASE, row("a", 1L, 1), row("n", 1L, 2));

    // Then
    assertThat(records.get(0).valueSchema().name()).isEqualTo("db.st");
    assertThat(((Struct) records.get(0).value()).get("t2")).isEqualTo("x");
    assertThat(records.get(1).valueSchema().name()).isEqualTo("db.n");
    assertThat(records.get(1).valueSchema().parameters()).doesNotContainKey("tdengine.stable");
    assertThat(records.get(1).valueSchema().fields())
        .extracting(org.apache.kafka.connect.data.Field::name)
        .containsExactly("ts", "v", "tbname");
    assertThat(headers(records.get(1))).doesNotContainKey("tdengine.stable");
  }

  @Test
  void keepsTheColumnsThatEachBlockWasWrittenWith() {
    // Given
    List<Field> wider =
        List.of(
            FakeTDengine.COLUMNS.get(0),
            FakeTDengine.COLUMNS.get(1),
            new Field("w", ColumnType.of(DataType.DOUBLE)));
    TableBlock before = row("a", 1L, 1);
    TableBlock after = server.block("a", wider, List.of(List.of(2L, 2, 0.5)));

    // When
    List<SourceRecord> records = build(builder(Map.of()), STABLE, before, after);

    // Then
    assertThat(records.get(0).valueSchema().field("w")).isNull();
    assertThat(((Struct) records.get(1).value()).get("w")).isEqualTo(0.5);
    assertThat(((Struct) records.get(1).value()).get("t1")).isEqualTo(1);
  }

  @Test
  void sharesTheSchemaOfLikeRows() {
    // Given
    RecordBuilder builder = builder(Map.of());

    // When
    SourceRecord first = only(builder, STABLE, "a", 1L, 1);
    SourceRecord second = only(builder, STABLE, "b", 2L, 2);

    // Then
    assertThat(second.valueSchema()).isSameAs(first.valueSchema());
  }

  @ParameterizedTest
  @CsvSource({"struct", "map"})
  void makesValuesWhenTheyAreAskedFor(String format) {
    // Given
    RecordBuilder builder = builder(Map.of("value.format", format));

    // When
    SourceRecord record =
        build(builder, STABLE, row("a", 1L, 1), row("b", 1L, 2), row("a", 2L, 3)).get(1);

    // Then
    Object value = record.value();
    assertThat(value).isEqualTo(record.value()).isNotSameAs(record.value());
    assertThat(record.toString()).contains(value.toString(), "tdengine.table");
    assertThat(record).isInstanceOf(LateRecord.class).isEqualTo(record);
    assertThat(((LateRecord) record).bytes()).isBetween(20, 200);
  }

  @ParameterizedTest
  @CsvSource({
    "transforms, mask, MILLISECONDS",
    "timestamp.format, logical, NANOSECONDS",
    "value.format, line, MILLISECONDS"
  })
  void keepsValuesThatOthersMayChangeOrThatNotEveryRowHas(
      String option, String choice, Precision precision) {
    // Given
    server.precision = precision;
    RecordBuilder builder = builder(Map.of(option, choice));

    // When
    SourceRecord record =
        build(builder, STABLE, row("a", 1_000_000L, 1), row("b", 1_000_000L, 2)).get(0);

    // Then
    assertThat(record.value()).isNotNull().isSameAs(record.value());
  }

  @ParameterizedTest
  @CsvSource({"struct, 250", "map, 250", "line, 600"})
  void allocatesLittleMoreThanRecordsHold(String format, long most) {
    // Given
    RecordBuilder builder = builder(Map.of("value.format", format));
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      rows.add(List.of(1_700_000_000_000L + i, i));
    }
    TableBlock block = server.block("a", FakeTDengine.COLUMNS, rows);
    build(builder, STABLE, block); // loads the classes

    // When
    long allocated = Allocations.of(() -> build(builder, STABLE, block));

    // Then
    assertThat(allocated / 1_000).isLessThan(most);
  }

  @Test
  void takesWhatAQueryTopicSelects() {
    // Given
    List<Field> selected =
        List.of(
            new Field("v", ColumnType.of(DataType.INT)),
            new Field("tbname", ColumnType.of(DataType.VARCHAR, 270)));
    TableBlock block =
        server.block(null, selected, List.of(List.of(1, "a"), Arrays.asList(null, "b")));
    RecordBuilder builder = builder(Map.of("kafka.topic", "${topic}-${table}"));

    // When
    List<SourceRecord> records = build(builder, QUERY, block);

    // Then
    assertThat(records).extracting(SourceRecord::key).containsExactly("a", "b");
    assertThat(records).extracting(SourceRecord::topic).containsExactly("q-a", "q-b");
    assertThat(headers(records.get(1))).containsEntry("tdengine.table", "b");
    assertThat(((Struct) records.get(1).value()).get("v")).isNull();
    assertThat(records.get(0).valueSchema().name()).isEqualTo("db.q");
    assertThat(records.get(0).timestamp()).isNull();
    assertThat(server.statements).isEmpty();
  }

  @Test
  void hasNoKeyIfAQueryTopicDoesNotSelectTheTable() {
    // Given
    TableBlock block = server.block(null, FakeTDengine.COLUMNS, List.of(List.of(5L, 1)));

    // When
    SourceRecord record = build(builder(Map.of()), QUERY, block).get(0);

    // Then
    assertThat(record.key()).isNull();
    assertThat(record.timestamp()).isEqualTo(5L);
    assertThat(headers(record)).doesNotContainKey("tdengine.table");
  }

  @Test
  void saysWhichPlaceholderHasNoValue() {
    // Given
    RecordBuilder builder = builder(Map.of("kafka.topic", "${stable}"));
    TableBlock block = server.block(null, FakeTDengine.COLUMNS, List.of(List.of(5L, 1)));

    // Then
    assertThatThrownBy(() -> build(builder, QUERY, block))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("${stable}");
  }

  private TableBlock row(String table, long time, int value) {
    return server.block(table, FakeTDengine.COLUMNS, List.of(List.of(time, value)));
  }

  private SourceRecord only(
      RecordBuilder builder, TopicInfo topic, String table, long time, int value) {
    List<SourceRecord> records = build(builder, topic, row(table, time, value));
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  private static List<SourceRecord> build(
      RecordBuilder builder, TopicInfo topic, TableBlock... blocks) {
    return builder.build(
        topic, new TopicVgroup(topic.name(), 7), new TmqData(10, 12, List.of(blocks)));
  }

  private Integer partitionOf(RecordBuilder builder, int vgroup) {
    TmqData data = new TmqData(0, 1, List.of(row("a", 1L, 1)));
    return builder.build(STABLE, new TopicVgroup("t", vgroup), data).get(0).kafkaPartition();
  }

  private RecordBuilder builder(Map<String, String> settings) {
    return builder(
        settings,
        Map.of(new TopicVgroup("t", 7), 0, new TopicVgroup("d", 7), 0, new TopicVgroup("q", 7), 0));
  }

  private RecordBuilder builder(Map<String, String> settings, Map<TopicVgroup, Integer> ordinals) {
    return builder(settings, ordinals, new AckTracker());
  }

  private RecordBuilder builder(
      Map<String, String> settings,
      Map<TopicVgroup, Integer> ordinals,
      AckTracker acknowledgements) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("connection.url", "ws://fake");
    all.put("topics", "t");
    return new RecordBuilder(
        new SourceConfig(all).records(), server.connect(), ordinals, acknowledgements);
  }

  private static Map<String, Object> headers(SourceRecord record) {
    Map<String, Object> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), header.value());
    }
    return headers;
  }
}
