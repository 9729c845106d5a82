package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class PendingRecordsTest {

  private static final TopicPartition P0 = new TopicPartition("t", 0);
  private static final TopicPartition P1 = new TopicPartition("t", 1);

  private final PendingRecords pending = new PendingRecords();

  @Test
  void commitsUpToTheFirstPendingRecordOfEachPartition() {
    // Given
    PendingRecord first = add(P0, 5);
    add(P0, 6);
    add(P1, 9).done();
    first.done();

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
    add(P0, 6).done();

    // When
    Map<TopicPartition, OffsetAndMetadata> committable = pending.committable(Map.of(P0, next(7)));

    // Then
    assertThat(committable).containsOnly(Map.entry(P0, next(5)));
  }

  @Test
  void holdsBackAReportedRecordUntilItIsConfirmed() {
    // Given
    PendingRecord record = add(P0, 5);
    record.reported();

    // When
    Map<TopicPartition, OffsetAndMetadata> before = pending.committable(Map.of(P0, next(6)));
    record.confirmed();
    Map<TopicPartition, OffsetAndMetadata> after = pending.committable(Map.of(P0, next(6)));

    // Then
    assertThat(before).containsOnly(Map.entry(P0, next(5)));
    assertThat(after).containsOnly(Map.entry(P0, next(6)));
    assertThat(pending.toWrite()).isEmpty();
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
    pending.add(new PendingRecord(renamed, 1));

    // When
    Map<TopicPartition, OffsetAndMetadata> committable = pending.committable(Map.of(P0, next(6)));

    // Then
    assertThat(committable).containsOnly(Map.entry(P0, next(5)));
  }

  @Test
  void forgetsRevokedPartitionsAndTheirSize() {
    // Given
    add(P0, 5);
    add(P1, 9);

    // When
    pending.removePartitions(List.of(P0));

    // Then
    assertThat(pending.toWrite()).extracting(PendingRecord::offset).containsExactly(9L);
    assertThat(pending.waiting()).isEqualTo(1);
    assertThat(pending.waitingBytes()).isEqualTo(10);
  }

  private PendingRecord add(TopicPartition partition, long offset) {
    PendingRecord record =
        new PendingRecord(
            new SinkRecord(partition.topic(), partition.partition(), null, null, null, "v", offset),
            10);
    pending.add(record);
    return record;
  }

  private static OffsetAndMetadata next(long offset) {
    return new OffsetAndMetadata(offset);
  }
}
