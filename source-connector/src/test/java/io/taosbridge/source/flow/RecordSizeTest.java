package io.taosbridge.source.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.offset.AckTracker;
import io.taosbridge.source.record.RecordBuilder;
import io.taosbridge.source.testing.FakeTDengine;
import io.taosbridge.source.topic.TopicInfo;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class RecordSizeTest {

  private static SourceRecord record(Object value) {
    return new SourceRecord(Map.of(), Map.of(), "t", null, null, "key", null, value);
  }

  @Test
  void growsWithTheBytesOfValues() {
    // Given
    Schema schema = SchemaBuilder.struct().field("b", Schema.BYTES_SCHEMA).build();
    Struct struct = new Struct(schema).put("b", new byte[5_000]);

    // Then
    for (Object value :
        List.of(
            new byte[5_000],
            "x".repeat(5_000),
            struct,
            Map.of("b", new byte[5_000]),
            List.of(new byte[5_000]))) {
      assertThat(RecordSize.of(List.of(record(value)))).isBetween(5_500L, 6_500L);
    }
  }

  @Test
  void countsAllOfManyRecords() {
    // Given
    long one = RecordSize.of(List.of(record(new byte[1_000])));
    List<SourceRecord> many = Stream.generate(() -> record(new byte[1_000])).limit(10_000).toList();

    // Then
    assertThat(RecordSize.of(many)).isBetween(10_000 * (one - 100), 10_000 * one);
    assertThat(RecordSize.of(List.of())).isZero();
    assertThat(RecordSize.of(List.of(record(null)))).isPositive();
  }

  @Test
  void countsNothingThatRecordsShare() {
    // Given
    Schema schema =
        SchemaBuilder.struct()
            .field("row", Schema.BYTES_SCHEMA)
            .field("tag", Schema.BYTES_SCHEMA)
            .build();
    byte[] tag = new byte[5_000];

    // When
    long structs =
        RecordSize.of(
            Stream.generate(
                    () -> record(new Struct(schema).put("row", new byte[1_000]).put("tag", tag)))
                .limit(10)
                .toList());
    long maps =
        RecordSize.of(
            Stream.generate(() -> record(Map.of("row", new byte[1_000], "tag", tag)))
                .limit(10)
                .toList());

    // Then
    assertThat(structs).isBetween(17_000L, 19_000L);
    assertThat(maps).isBetween(17_000L, 20_000L);
  }

  @Test
  void countsTheRowOfARecordThatMakesItsValueLater() {
    // Given
    FakeTDengine server = new FakeTDengine(3, 7).table("a", 1, "x");
    TableBlock block =
        server.block("a", FakeTDengine.COLUMNS, List.of(List.of(1L, 1), List.of(2L, 2)));
    RecordBuilder builder =
        new RecordBuilder(
            new SourceConfig(Map.of("connection.url", "ws://fake", "topics", "t")).records(),
            server.connect(),
            Map.of(new TopicVgroup("t", 1), 0),
            new AckTracker());

    // When
    List<SourceRecord> records =
        builder.build(
            new TopicInfo("t", TopicInfo.Kind.STABLE, "db", "st"),
            new TopicVgroup("t", 1),
            new TmqData(1, 2, List.of(block, block)));

    // Then
    long row = block.block().byteLength() / 2;
    assertThat(RecordSize.of(records.subList(0, 2))).isEqualTo(2 * (116 + 700 + row));
  }

  @Test
  void countsWhatKafkaConnectKeepsWithARecord() {
    // Then
    // 64 bytes, 24 each of its time and its view of the headers, 4 of the list; and 700 of Kafka's
    assertThat(RecordSize.of(List.of(record(null), record(null)))).isEqualTo(2 * (116 + 700));
  }
}
