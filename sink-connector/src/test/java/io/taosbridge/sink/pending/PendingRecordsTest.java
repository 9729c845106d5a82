package io.taosbridge.sink.pending;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.sink.record.PackedRow;
import io.taosbridge.sink.record.RowPacker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingRecordsTest {

  private static final TopicPartition P0 = new TopicPartition("t", 0);
  private static final TopicPartition P1 = new TopicPartition("t", 1);

  private final PendingRecords pending = new PendingRecords();

  @Test
  void commitsUpToTheFirstPendingRecordOfEachPartition() {
    // Given
    PendingRecord first = add(P0, 5);
    add(P0, 6);
    pending.remove(add(P1, 9));
    pending.remove(first);

    // When
    Map<TopicPartition, OffsetAndMetadata> committable =
        pending.committable(Map.of(P0, next(7), P1, next(10)));

    // Then
    assertThat(committable).containsOnly(Map.entry(P0, next(6)), Map.entry(P1, next(10)));
  }

  @Test
  void holdsBackAnOffsetBelowAGapInWhatIsDone() {
    // Given
    add(P0, 5);
    pending.remove(add(P0, 6));

    // When
    Map<TopicPartition, OffsetAndMetadata> committable = pending.committable(Map.of(P0, next(7)));

    // Then
    assertThat(committable).containsOnly(Map.entry(P0, next(5)));
  }

  @Test
  void takesAReportedRecordForDoneOnlyWhenItIsConfirmed() {
    // Given
    PendingRecord record = add(P0, 5);

    // When
    record.reported();
    boolean before = record.isDone();
    record.confirmed();

    // Then
    assertThat(before).isFalse();
    assertThat(record.isWaiting()).isFalse();
    assertThat(record.isDone()).isTrue();
  }

  @Test
  void neverCommitsBeyondWhatWasDelivered() {
    // Given
    add(P0, 8);

    // When
    Map<TopicPartition, OffsetAndMetadata> committable = pending.committable(Map.of(P0, next(7)));

    // Then
    assertThat(committable).containsOnly(Map.entry(P0, next(7)));
  }

  @Test
  void usesThePositionInTheConsumedTopicNotTheOneATransformGave() {
    // Given
    SinkRecord original =
        new SinkRecord("t", 0, null, "k", null, "v", 5, null, TimestampType.NO_TIMESTAMP_TYPE);
    SinkRecord renamed = original.newRecord("other", 3, null, "k", null, "v", null);
    pending.add(new PendingRecord(renamed, 1, new Route(0, false), 0));

    // When
    Map<TopicPartition, OffsetAndMetadata> committable = pending.committable(Map.of(P0, next(6)));

    // Then
    assertThat(committable).containsOnly(Map.entry(P0, next(5)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void holdsTheValueInNoOtherFormThanPackedAndGivesTheRecordBack(boolean reportable) {
    // Given
    SinkRecord consumed =
        new SinkRecord("t", 0, null, "k", null, null, 5, 9L, TimestampType.CREATE_TIME);
    consumed.headers().addString("site", "a");
    Map<String, Object> value = Map.of("ts", 1L, "note", "x");
    SinkRecord record = consumed.newRecord("other", 3, null, "k", null, value, 9L);
    RowPacker packer = new RowPacker();
    packer.begin(1);

    // When
    PendingRecord packed =
        PendingRecord.packed(
            record, (PackedRow) packer.pack(value), reportable, 1, new Route(0, false), 0);

    // Then
    assertThat(packed.record().value()).isNull();
    assertThat(packed.whole()).isEqualTo(record);
    assertThat(packed.partition()).isEqualTo(P0);
    assertThat(packed.offset()).isEqualTo(5);
  }

  @Test
  void forgetsRevokedPartitionsAndTheirSize() {
    // Given
    PendingRecord gone = add(P0, 5);
    PendingRecord kept = add(P1, 9);

    // When
    pending.removePartitions(List.of(P0));
    pending.remove(gone);

    // Then
    assertThat(pending.contains(gone)).isFalse();
    assertThat(pending.contains(kept)).isTrue();
    assertThat(pending.count()).isEqualTo(1);
    assertThat(pending.bytes()).isEqualTo(kept.bytesHeld());
  }

  @RepeatedTest(20)
  void knowsTheFirstOfEachPartitionWhateverIsRemoved() {
    // Given
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    List<PendingRecord> expected = new ArrayList<>();
    long offset = 0;

    for (int i = 0; i < 200; i++) {
      // When
      if (random.nextInt(5) < 3) {
        expected.add(add(random.nextBoolean() ? P0 : P1, offset++));
      } else if (!expected.isEmpty()) {
        pending.remove(expected.remove(random.nextInt(expected.size())));
      }

      // Then
      Map<TopicPartition, OffsetAndMetadata> firsts = new HashMap<>();
      expected.forEach(record -> firsts.putIfAbsent(record.partition(), next(record.offset())));
      assertThat(pending.count()).as("seed %d", seed).isEqualTo(expected.size());
      assertThat(pending.committable(Map.of(P0, next(999), P1, next(999))))
          .as("seed %d", seed)
          .containsEntry(P0, firsts.getOrDefault(P0, next(999)))
          .containsEntry(P1, firsts.getOrDefault(P1, next(999)));
    }
  }

  private PendingRecord add(TopicPartition partition, long offset) {
    PendingRecord record =
        new PendingRecord(
            new SinkRecord(partition.topic(), partition.partition(), null, null, null, "v", offset),
            10,
            new Route(0, false),
            0);
    pending.add(record);
    return record;
  }

  private static OffsetAndMetadata next(long offset) {
    return new OffsetAndMetadata(offset);
  }
}
