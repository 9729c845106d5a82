package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.embedded.engine.EngineException;
import io.taosbridge.embedded.engine.SqlResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A Kafka topic with as many records in each partition, the offsets committed to it, and the table
 * {@code d.air} that they go to. The table is read without a connection, so no fault disturbs it.
 *
 * <p>Each record is a row of one of its partition's child tables and holds its offset. Every other
 * one overwrites an earlier row, so a row that was written too late is noticed as well as one that
 * is missing. After some records there is a further field, for which the table must get a column.
 */
final class TestTopic {

  private static final String NAME = "air";
  private static final long START = 1_714_557_600_000L; // 2024-05-01T10:00:00Z
  private static final int OVERWRITTEN = 100;
  private static final int GROWN_AFTER = 50;
  private static final Schema ROW = row().build();
  private static final Schema GROWN = row().field("more", Schema.INT64_SCHEMA).build();

  private static final int TABLES = 4;

  private record RowKey(String table, long ts) {}

  private final EmbeddedTDengine server;
  private final int partitions;
  private final boolean text;
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final Set<Long> bad = new HashSet<>();
  private long records;
  private long polled;

  /**
   * @param records how many there are in each partition, if {@link #end} is not called before
   * @param text whether records are lines of text instead of structures
   */
  TestTopic(EmbeddedTDengine server, int partitions, long records, boolean text) {
    this.server = server;
    this.partitions = partitions;
    this.records = records;
    this.text = text;
    server.execute("create database d keep 36500d vgroups 2");
  }

  /** The record with this offset of each partition has no row. */
  TestTopic withBad(long offset) {
    bad.add(offset);
    return this;
  }

  List<TopicPartition> partitions() {
    return IntStream.range(0, partitions).mapToObj(p -> new TopicPartition(NAME, p)).toList();
  }

  static TopicPartition partition(SinkRecord record) {
    return new TopicPartition(record.topic(), record.kafkaPartition());
  }

  /** The next records of a partition, at most so many. */
  synchronized List<SinkRecord> poll(TopicPartition partition, long next, int most) {
    long end = Math.min(records, next + most);
    polled = Math.max(polled, end);
    return LongStream.range(next, end)
        .mapToObj(offset -> record(partition.partition(), offset))
        .toList();
  }

  /** No partition gets more records than one of them had delivered. */
  synchronized void end() {
    records = polled;
  }

  private SinkRecord record(int partition, long offset) {
    boolean grown = offset > GROWN_AFTER;
    Schema schema = text ? Schema.STRING_SCHEMA : grown ? GROWN : ROW;
    if (bad.contains(offset)) {
      return new SinkRecord(NAME, partition, null, null, Schema.STRING_SCHEMA, "no row", offset);
    }
    Object value = text ? line(partition, offset, grown) : struct(schema, partition, offset, grown);
    return new SinkRecord(
        NAME, partition, null, null, schema, value, offset, START, TimestampType.CREATE_TIME);
  }

  private static String line(int partition, long offset, boolean grown) {
    return String.format(
        "air,p=%s o=%di%s %d",
        table(partition, offset), offset, grown ? ",more=1i" : "", time(offset));
  }

  private static Struct struct(Schema schema, int partition, long offset, boolean grown) {
    Struct row =
        new Struct(schema)
            .put("ts", time(offset))
            .put("o", offset)
            .put("p", table(partition, offset));
    return grown ? row.put("more", 1L) : row;
  }

  private static SchemaBuilder row() {
    return SchemaBuilder.struct()
        .field("ts", Schema.INT64_SCHEMA)
        .field("o", Schema.INT64_SCHEMA)
        .field("p", Schema.STRING_SCHEMA);
  }

  private static String table(int partition, long offset) {
    return partition + "_" + time(offset) % TABLES;
  }

  private static long time(long offset) {
    return START + (offset % 2 == 0 ? OVERWRITTEN + offset : offset % OVERWRITTEN);
  }

  synchronized long committed(TopicPartition partition) {
    return committed.getOrDefault(partition, 0L);
  }

  /** How many records of all partitions are committed. */
  synchronized long committed() {
    return committed.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Sets back what is committed of a partition, as a user may. */
  synchronized void rewind(TopicPartition partition, long offset) {
    committed.put(partition, offset);
  }

  synchronized boolean isCommittedWhole(TopicPartition partition) {
    return committed(partition) == records;
  }

  /**
   * Commits offsets, none of which may be ahead of the table: each row below is there, or one that
   * a later record has put in its place.
   */
  synchronized void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<RowKey, Long> stored = stored();
    offsets.forEach(
        (partition, end) -> {
          assertThat(end.offset()).isBetween(committed(partition), records);
          latest(partition.partition(), end.offset())
              .forEach(
                  (key, offset) ->
                      assertThat(stored.getOrDefault(key, -1L))
                          .as("%s is committed to %d, so %s holds", partition, end.offset(), key)
                          .isGreaterThanOrEqualTo(offset));
          committed.put(partition, end.offset());
        });
  }

  /**
   * All is committed, and the table holds of each time what the latest record of it says, and
   * nothing more.
   */
  synchronized void assertEqualsTable() {
    assertThat(partitions()).allMatch(this::isCommittedWhole);
    Map<RowKey, Long> latest = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      latest.putAll(latest(partition, records));
    }
    assertThat(stored()).isEqualTo(latest);
  }

  /** The offset that each row holds when the records below {@code end} are written. */
  private Map<RowKey, Long> latest(int partition, long end) {
    Map<RowKey, Long> latest = new HashMap<>();
    for (long offset = 0; offset < end; offset++) {
      if (!bad.contains(offset)) {
        latest.put(new RowKey(table(partition, offset), time(offset)), offset);
      }
    }
    return latest;
  }

  private Map<RowKey, Long> stored() {
    List<Object[]> rows = new ArrayList<>();
    try {
      rows.addAll(((SqlResult.Rows) server.execute("select * from d.air")).rows());
    } catch (EngineException e) {
      // Nobody has made the table yet.
    }
    Map<RowKey, Long> stored = new HashMap<>();
    for (Object[] row : rows) {
      RowKey key = new RowKey(String.valueOf(row[row.length - 1]), ((Number) row[0]).longValue());
      assertThat(stored.put(key, ((Number) row[1]).longValue())).as("second row %s", key).isNull();
    }
    return stored;
  }
}
