package io.taosbridge.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.source.testing.FakeTransaction;
import io.taosbridge.source.testing.TestServer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TDengineSourceTaskTest {

  private final TestServer server = new TestServer("vgroups 1");
  private final Map<Map<String, ?>, Map<String, Object>> stored = new HashMap<>();
  private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
  private TDengineSourceTask task;

  @AfterEach
  void stop() {
    task.stop();
    server.close();
  }

  private final FakeTransaction transaction = new FakeTransaction();
  private boolean inTransactions;

  private void start(String topic) {
    start(topic, Map.of());
  }

  private void start(String topic, Map<String, String> more) {
    if (task != null) {
      task.stop();
    }
    task = new TDengineSourceTask();
    task.initialize(new Context());
    Map<String, String> settings = new HashMap<>(more);
    settings.put("connection.url", server.url());
    settings.put("topics", topic);
    settings.put("name", server.database());
    settings.put("poll.max.wait.ms", "100");
    task.start(settings);
  }

  @Test
  void readsOnWhenWhatWasReadIsInKafka() throws InterruptedException {
    // Given
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int)");
    String topic = server.topic("t");
    server.execute("create topic " + topic + " as stable $db.st");
    server.execute("insert into $db.a using $db.st tags (1) values (1700000000000, 1)");
    server.execute("insert into $db.a values (1700000000001, 2)");
    start(topic, Map.of("max.buffered.bytes", "1", "min.poll.rows", "1"));

    // When
    SourceRecord first = next();

    // Then
    assertThat(task.poll()).isNull();
    assertThat(task.poll()).isNull();

    // When
    task.commitRecord(first, null);

    // Then
    assertThat(((Struct) next().value()).get("v")).isEqualTo(2);
  }

  @Test
  void readsOnWhenKafkaConnectHasTakenWhatItAcknowledgesLate() throws InterruptedException {
    // Given
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int)");
    String topic = server.topic("t");
    server.execute("create topic " + topic + " as stable $db.st");
    server.execute("insert into $db.a using $db.st tags (1) values (1700000000000, 1)");
    server.execute("insert into $db.a values (1700000000001, 2)");
    start(
        topic,
        Map.of(
            "max.buffered.bytes", "1", "min.poll.rows", "1", "transaction.boundary", "interval"));

    // When
    next();

    // Then
    assertThat(((Struct) next().value()).get("v")).isEqualTo(2);
  }

  @Test
  void startsFromTheOffsetsThatConnectStored() throws InterruptedException {
    // Given
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int)");
    String topic = server.topic("t");
    server.execute("create topic " + topic + " as stable $db.st");
    server.execute("insert into $db.a using $db.st tags (1) values (1700000000000, 1)");
    start(topic);
    SourceRecord first = next();
    task.commitRecord(first, null);
    task.commit();
    stored.put(first.sourcePartition(), new HashMap<>(first.sourceOffset()));

    // When
    server.execute("insert into $db.a values (1700000000001, 2)");
    start(topic);
    SourceRecord second = next();

    // Then
    assertThat(((Struct) first.value()).get("v")).isEqualTo(1);
    assertThat(((Struct) second.value()).get("v")).isEqualTo(2);
  }

  @Test
  void returnsNothingRatherThanAnEmptyList() throws InterruptedException {
    // Given
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int)");
    String topic = server.topic("t");
    server.execute("create topic " + topic + " as stable $db.st");
    start(topic);

    // Then
    assertThat(task.poll()).isNull();
  }

  @Test
  void showsWhatItReadsUntilItStops() throws InterruptedException, JMException {
    // Given
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int)");
    String topic = server.topic("t");
    server.execute("create topic " + topic + " as stable $db.st");
    server.execute("insert into $db.a using $db.st tags (1) values (1700000000000, 1) (now, 2)");
    start(topic);

    // When
    SourceRecord first = next();

    // Then
    String task = ",connector=" + server.database() + ",task=0";
    String vgroup = first.sourcePartition().get("vgroup").toString();
    ObjectName ofTask = new ObjectName("io.taosbridge:type=source-task-metrics" + task);
    ObjectName ofVgroup =
        new ObjectName(
            "io.taosbridge:type=source-vgroup-metrics"
                + task
                + ",topic="
                + topic
                + ",vgroup="
                + vgroup);
    assertThat(beans.getAttribute(ofTask, "row-total")).isEqualTo(2L);
    assertThat(beans.getAttribute(ofTask, "connected")).isEqualTo(1);
    assertThat(beans.getAttribute(ofVgroup, "row-total")).isEqualTo(2L);
    assertThat((Long) beans.getAttribute(ofVgroup, "byte-total")).isPositive();
    assertThat((Double) beans.getAttribute(ofVgroup, "lag-seconds")).isBetween(0.0, 600.0);
    assertThat((Long) beans.getAttribute(ofVgroup, "position"))
        .isGreaterThanOrEqualTo((Long) beans.getAttribute(ofVgroup, "log-begin"));

    // When
    this.task.stop();

    // Then
    assertThat(beans.isRegistered(ofTask)).isFalse();
    assertThat(beans.isRegistered(ofVgroup)).isFalse();
  }

  @Test
  void endsATransactionWithTheLastOfEqualRowsOnly() {
    // Given
    inTransactions = true;
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int)");
    String topic = server.topic("t");
    server.execute("create topic " + topic + " as stable $db.st");
    String insert = "insert into $db.a using $db.st tags (1) values (1700000000000, 1)";
    server.execute(insert);
    server.execute(insert);

    // When
    start(topic);
    List<SourceRecord> records = Awaitility.await().until(task::poll, polled -> polled != null);

    // Then
    assertThat(records)
        .extracting(record -> ((Struct) record.value()).get("v"))
        .containsExactly(1, 1);
    assertThat(records).extracting(transaction::endsWith).containsExactly(false, true);
    assertThat(records)
        .extracting(SourceRecord::sourceOffset)
        .containsOnly(records.get(1).sourceOffset());
  }

  @Test
  void hasNoLagOnceItHasReadWhatItShallOfALogWithMore() throws InterruptedException, JMException {
    // Given
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int)");
    server.execute("create stable $db.other (ts timestamp, v int) tags (t1 int)");
    String topic = server.topic("t");
    server.execute("create topic " + topic + " as stable $db.st");
    server.execute("insert into $db.a using $db.st tags (1) values (now, 1)");
    start(topic);
    String vgroup = next().sourcePartition().get("vgroup").toString();

    // When
    for (int i = 0; i < 20; i++) {
      server.execute("insert into $db.o using $db.other tags (1) values (now, " + i + ")");
    }

    // Then
    ObjectName bean =
        new ObjectName(
            "io.taosbridge:type=source-vgroup-metrics,connector="
                + server.database()
                + ",task=0,topic="
                + topic
                + ",vgroup="
                + vgroup);
    long before = (Long) beans.getAttribute(bean, "log-end");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              task.poll();
              return beans.getAttribute(bean, "lag-versions").equals(0L)
                  && (Long) beans.getAttribute(bean, "log-end") >= before + 20;
            });
    assertThat(beans.getAttribute(bean, "row-total")).isEqualTo(1L);
  }

  private SourceRecord next() {
    return Awaitility.await().until(task::poll, records -> records != null).get(0);
  }

  private final class Context implements SourceTaskContext {

    @Override
    public Map<String, String> configs() {
      return Map.of();
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
      return new OffsetStorageReader() {
        @Override
        public <T> Map<String, Object> offset(Map<String, T> partition) {
          return stored.get(partition);
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(
            Collection<Map<String, T>> partitions) {
          Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
          partitions.forEach(partition -> found.put(partition, stored.get(partition)));
          return found;
        }
      };
    }

    @Override
    public TransactionContext transactionContext() {
      return inTransactions ? transaction : null;
    }

    @Override
    public PluginMetrics pluginMetrics() {
      throw new NoSuchMethodError("not there before Kafka 4.1");
    }
  }
}
