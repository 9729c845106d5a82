package io.taosbridge.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** A dead letter queue in memory. */
final class FakeReporter implements ErrantRecordReporter {

  final List<SinkRecord> records = new ArrayList<>();
  final List<Long> offsets = new ArrayList<>();
  final List<String> reasons = new ArrayList<>();
  Future<Void> confirmation = CompletableFuture.completedFuture(null);

  @Override
  public Future<Void> report(SinkRecord record, Throwable error) {
    records.add(record);
    offsets.add(record.kafkaOffset());
    reasons.add(error.getMessage());
    return confirmation;
  }
}
