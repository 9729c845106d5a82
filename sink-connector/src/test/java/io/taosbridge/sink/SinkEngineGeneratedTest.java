package io.taosbridge.sink;

import static io.taosbridge.sink.FakeTDengine.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.sink.config.SinkConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays the worker against a server that fails at random: what is committed must be stored or
 * reported, and in the end everything must be.
 */
class SinkEngineGeneratedTest {

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private static final Schema NARROW = schema(false);
  private static final Schema WIDE = schema(true);

  private record Key(String table, long timestamp) {}

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @Timeout(120)
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void commitsOnlyWhatIsStoredOrReportedAndLeavesTheLastGoodRowOfEachKey(int seed) {
    // Given
    Random random = new Random(seed);
    FakeTDengine server = new FakeTDengine();
    server.badRow = row -> ((Long) row.get("n")) % 13 == 5;
    FakeReporter reporter = new FakeReporter();
    AtomicLong now = new AtomicLong();
    SettledEngine engine =
        SettledEngine.on(
            new SinkConfig(
                Map.of(
                    "connection.url",
                    "ws://h:6041",
                    "database.auto.create",
                    "true",
                    "connections",
                    String.valueOf(1 + random.nextInt(5)),
                    "batch.max.rows",
                    String.valueOf(1 + random.nextInt(20)),
                    "linger.ms",
                    String.valueOf(random.nextInt(3) * 50))),
            server::connect,
            reporter,
            now::get);
    List<SinkRecord> all = records(random, 150);

    // The first record makes the table, whichever connection it takes.
    engine.put(all.subList(0, 1));
    commit(engine, 1);

    // When
    int delivered = 1;
    while (delivered < all.size()) {
      breakSomething(random, server);
      int end = Math.min(all.size(), delivered + random.nextInt(12));
      engine.put(all.subList(delivered, end));
      delivered = end;
      server.down = server.down && random.nextInt(3) > 0;
      now.addAndGet(random.nextInt(2_000));
      if (random.nextInt(4) == 0) {
        requireDone(commit(engine, delivered), all, server, reporter);
      }
    }
    server.down = false;
    server.beforeExecution.clear();
    server.afterExecution.clear();
    now.addAndGet(60_000);
    long committed = commit(engine, delivered);
    engine.close();

    // Then
    assertThat(committed).isEqualTo(all.size());
    requireDone(committed, all, server, reporter);
    assertThat(reporter.offsets)
        .doesNotHaveDuplicates()
        .allMatch(offset -> isBad(all.get(offset.intValue())));
    assertThat(lastStored(server)).isEqualTo(lastGood(all));
  }

  private static void breakSomething(Random random, FakeTDengine server) {
    ErrorAction[] passing = {ErrorAction.RETRY, ErrorAction.RECONNECT, ErrorAction.REFRESH};
    ErrorAction action = passing[random.nextInt(passing.length)];
    server.beforeExecution.clear();
    server.afterExecution.clear();
    switch (random.nextInt(12)) {
      case 0 -> server.beforeExecution.add(error(action, 0x0917, "before"));
      case 1 -> server.afterExecution.add(error(action, 0x0018, "reply lost"));
      case 2 -> server.down = true;
      case 3 -> server.down = false;
      default -> {}
    }
  }

  private static long commit(SettledEngine engine, int delivered) {
    return engine
        .preCommit(Map.of(PARTITION, new OffsetAndMetadata(delivered)))
        .get(PARTITION)
        .offset();
  }

  /** Each record below the offset is reported, stored, or overwritten by a later one of its key. */
  private static void requireDone(
      long offset, List<SinkRecord> all, FakeTDengine server, FakeReporter reporter) {
    Map<Key, Long> stored = lastStored(server);
    for (SinkRecord record : all.subList(0, (int) offset)) {
      if (!reporter.offsets.contains(record.kafkaOffset())) {
        assertThat(stored).containsKey(key(record));
        assertThat(stored.get(key(record))).isGreaterThanOrEqualTo(record.kafkaOffset());
      }
    }
  }

  private static Map<Key, Long> lastStored(FakeTDengine server) {
    Map<Key, Long> last = new HashMap<>();
    if (server.stable("`d`.`s`") != null) {
      server
          .stable("`d`.`s`")
          .rows
          .forEach(
              (table, rows) ->
                  rows.forEach((ts, row) -> last.put(new Key(table, ts), (Long) row.get("n"))));
    }
    return last;
  }

  private static Map<Key, Long> lastGood(List<SinkRecord> all) {
    Map<Key, Long> last = new HashMap<>();
    for (SinkRecord record : all) {
      if (!isBad(record)) {
        last.put(key(record), record.kafkaOffset());
      }
    }
    return last;
  }

  private static Key key(SinkRecord record) {
    Struct value = (Struct) record.value();
    return new Key(value.getString("tbname"), value.getInt64("ts"));
  }

  /** Refused by the server, or too long for its column. */
  private static boolean isBad(SinkRecord record) {
    return record.kafkaOffset() % 13 == 5
        || ((Struct) record.value()).getString("text").length() > 3;
  }

  private static List<SinkRecord> records(Random random, int count) {
    List<SinkRecord> records = new ArrayList<>();
    for (long offset = 0; offset < count; offset++) {
      Schema schema = random.nextInt(3) == 0 ? NARROW : WIDE;
      Struct value =
          new Struct(schema)
              .put("ts", (long) random.nextInt(15))
              .put("n", offset)
              .put("text", random.nextInt(20) == 0 ? "long" : "ok")
              .put("place", "p")
              .put("tbname", "t" + random.nextInt(4));
      if (schema == WIDE) {
        value.put("extra", random.nextBoolean() ? 1.5 : null);
      }
      records.add(new SinkRecord("t", 0, null, null, schema, value, offset));
    }
    // The supertable is made for the first record.
    Struct first = new Struct(WIDE);
    WIDE.fields().forEach(f -> first.put(f.name(), valueOrNull(records.get(0), f.name())));
    records.set(0, new SinkRecord("t", 0, null, null, WIDE, first, 0));
    return records;
  }

  private static Object valueOrNull(SinkRecord record, String field) {
    Struct value = (Struct) record.value();
    return value.schema().field(field) == null ? null : value.get(field);
  }

  private static Schema schema(boolean wide) {
    SchemaBuilder schema =
        SchemaBuilder.struct()
            .parameter("tdengine.database", "d")
            .parameter("tdengine.stable", "s")
            .parameter("tdengine.precision", "ms")
            .field("ts", Schema.INT64_SCHEMA)
            .field("n", Schema.INT64_SCHEMA)
            .field("text", SchemaBuilder.string().parameter("tdengine.type", "VARCHAR(3)").build());
    if (wide) {
      schema.field("extra", Schema.OPTIONAL_FLOAT64_SCHEMA);
    }
    return schema
        .field(
            "place",
            SchemaBuilder.string()
                .parameter("tdengine.type", "NCHAR(8)")
                .parameter("tdengine.tag", "true")
                .build())
        .field("tbname", Schema.STRING_SCHEMA)
        .build();
  }
}
