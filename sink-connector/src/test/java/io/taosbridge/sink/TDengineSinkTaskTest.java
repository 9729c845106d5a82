package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.junit.jupiter.api.Test;

class TDengineSinkTaskTest {

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private static final TopicPartition OTHER = new TopicPartition("t", 1);
  private static final Schema SCHEMA =
      SchemaBuilder.struct()
          .parameter("tdengine.database", "d")
          .parameter("tdengine.stable", "s")
          .field("ts", Schema.INT64_SCHEMA)
          .field("tbname", Schema.STRING_SCHEMA)
          .build();

  private final List<Long> timeouts = new ArrayList<>();
  private final List<String> flow = new ArrayList<>();
  private final TDengineSinkTask task = new TDengineSinkTask();

  @Test
  void pausesItsPartitionsWhileTheServerIsAwayAndItHoldsEnough() throws IOException {
    // Given
    task.initialize(context());
    task.start(
        Map.of(
            "connection.url", "ws://127.0.0.1:" + closedPort(),
            "linger.ms", "0",
            "buffer.max.bytes", "2000"));
    task.open(List.of(PARTITION));

    // When
    task.put(List.of(record(0)));
    List<String> before = List.copyOf(flow);
    task.put(List.of(record(1), record(2), record(3)));
    task.open(List.of(OTHER));

    // Then
    assertThat(before).isEmpty();
    assertThat(flow).containsExactly("pause [t-0]", "pause [t-1]");
    assertThat(timeouts).hasSize(2).allSatisfy(timeout -> assertThat(timeout).isBetween(1L, 1000L));
    assertThat(task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(4))))
        .containsOnly(Map.entry(PARTITION, new OffsetAndMetadata(0)));
    task.stop();
  }

  @Test
  void resumesTheOtherPartitionsWhenThoseThatFilledItAreRevoked() throws IOException {
    // Given
    task.initialize(context());
    task.start(
        Map.of(
            "connection.url", "ws://127.0.0.1:" + closedPort(),
            "linger.ms", "0",
            "buffer.max.bytes", "2000"));
    task.open(List.of(PARTITION, OTHER));
    task.put(List.of(record(0), record(1), record(2), record(3)));

    // When
    task.close(List.of(PARTITION));
    task.put(List.of());

    // Then
    assertThat(flow).hasSize(2).last().isEqualTo("resume [t-1]");
    task.stop();
  }

  @Test
  void endsQuietlyIfItNeverStarted() {
    // When / Then
    assertThatCode(
            () -> {
              task.close(List.of(PARTITION));
              task.stop();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void showsWhatItWritesAsAnMbeanUntilItStops() throws JMException {
    // Given
    ObjectName name =
        new ObjectName("io.taosbridge:type=sink-task-metrics,connector=shown-sink,task=2");
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    task.initialize(context());

    // When
    try (TestServer server = new TestServer()) {
      task.start(
          Map.of(
              "name", "shown-sink",
              "task.number", "2",
              "connection.url", server.url("ws"),
              "database", server.database(),
              "stable", "air",
              "database.auto.create", "true",
              "database.keep", "36500d",
              "table", "t_${value.g}",
              "tags", "g"));
      Map<String, Object> value = Map.of("ts", SinkHarness.RECORD_TIME, "v", 1.5, "g", 1);
      task.put(List.of(new SinkRecord("t", 0, null, null, null, value, 0)));
      task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(1)));

      // Then
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> beans.getAttribute(name, "row-total").equals(1L));
      task.stop();
    }
    assertThat(beans.isRegistered(name)).isFalse();
  }

  private static SinkRecord record(long offset) {
    Struct value = new Struct(SCHEMA).put("ts", offset).put("tbname", "a");
    return new SinkRecord("t", 0, null, null, SCHEMA, value, offset);
  }

  /** A context that notes timeouts, pauses and resumptions, and has nothing else. */
  private SinkTaskContext context() {
    return (SinkTaskContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SinkTaskContext.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "timeout" -> timeouts.add((Long) arguments[0]);
                case "pause", "resume" ->
                    flow.add(
                        method.getName() + " " + Arrays.toString((TopicPartition[]) arguments[0]));
                default -> {}
              }
              return null;
            });
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
