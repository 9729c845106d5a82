package io.taosbridge.sinkmatrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taosbridge.sink.TDengineSinkTask;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** One delivery of records to a sink task and the commit of their offsets, as a worker does it. */
final class SinkRun {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final long RECORD_TIME = 1_767_225_600_000L;

  private final Map<TopicPartition, List<SinkRecord>> records = new HashMap<>();
  private final Map<String, List<String>> reasons = new ConcurrentHashMap<>();

  void add(String topic, SchemaAndValue value) {
    List<SinkRecord> before =
        records.computeIfAbsent(new TopicPartition(topic, 0), key -> new ArrayList<>());
    before.add(
        new SinkRecord(
            topic,
            0,
            null,
            null,
            value.schema(),
            value.value(),
            before.size(),
            RECORD_TIME,
            TimestampType.CREATE_TIME));
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  /**
   * Delivers and commits.
   *
   * @return the reasons for which records were reported, by topic
   */
  Map<String, List<String>> write(Map<String, String> settings) {
    TDengineSinkTask task = new TDengineSinkTask();
    task.initialize(context());
    task.start(settings);
    try {
      task.open(records.keySet());
      task.put(records.values().stream().flatMap(List::stream).toList());
      Map<TopicPartition, OffsetAndMetadata> delivered =
          records.entrySet().stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue().size())));
      await()
          .pollDelay(Duration.ZERO)
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                task.put(List.of()); // tells why, if something cannot be written
                assertThat(task.preCommit(delivered)).isEqualTo(delivered);
              });
      task.close(records.keySet());
    } finally {
      task.stop();
    }
    return reasons;
  }

  private SinkTaskContext context() {
    ErrantRecordReporter reporter =
        (record, error) -> {
          reasons
              .computeIfAbsent(
                  record.topic(), key -> Collections.synchronizedList(new ArrayList<>()))
              .add(error.getMessage());
          return CompletableFuture.completedFuture(null);
        };
    return (SinkTaskContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SinkTaskContext.class},
            (proxy, method, arguments) ->
                method.getName().equals("errantRecordReporter") ? reporter : null);
  }
}
