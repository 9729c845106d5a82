package io.taosbridge.bench.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/** Records for the tasks of a sink, each table's for the same one. Thread-safe. */
final class Delivery {

  private final List<List<SinkRecord>> byTask;
  private long checksum;

  Delivery(int tasks) {
    byTask = IntStream.range(0, tasks).<List<SinkRecord>>mapToObj(i -> new ArrayList<>()).toList();
  }

  synchronized void add(SourceRecord record) {
    checksum += ((Struct) record.value()).getInt64("counter");
    List<SinkRecord> own = byTask.get(Math.floorMod(record.key().hashCode(), byTask.size()));
    own.add(
        new SinkRecord(
            record.topic(),
            0,
            record.keySchema(),
            record.key(),
            record.valueSchema(),
            record.value(),
            own.size(),
            record.timestamp(),
            TimestampType.CREATE_TIME,
            record.headers()));
  }

  synchronized List<List<SinkRecord>> byTask() {
    return byTask;
  }

  synchronized long checksum() {
    return checksum;
  }

  synchronized long size() {
    return byTask.stream().mapToLong(List::size).sum();
  }
}
