package io.taosbridge.sink.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.TDengine;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.RecordNames;
import io.taosbridge.connect.meta.MetaSchema;
import io.taosbridge.embedded.EmbeddedTDengine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What source and sink make together, on the embedded server or with {@code -Dtdengine.url} on a
 * real one: after any statements, in any order of vgroups and with any restarts, the replica is as
 * the source. {@code -Dreplica.seed} repeats a run.
 */
class ReplicaTest {

  private static final String END = "zz_end";
  private static final int VGROUPS = 3;

  private final Deque<String> cleanup = new ArrayDeque<>();
  private final List<String> statements = new ArrayList<>();
  private EmbeddedTDengine embedded;
  private String url;
  private Connection connection;

  @BeforeEach
  void connect() {
    url = System.getProperty("tdengine.url");
    if (url == null) {
      embedded = EmbeddedTDengine.start();
      url = embedded.url("ws");
    }
    connection = TDengine.connect(url);
  }

  @AfterEach
  void cleanUp() {
    while (embedded == null && !cleanup.isEmpty()) {
      String sql = cleanup.pop();
      // A topic can be dropped some seconds after its last consumer left.
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptionsInstanceOf(TDengineException.class)
          .until(
              () -> {
                connection.execute(sql);
                return true;
              });
    }
    connection.close();
    if (embedded != null) {
      embedded.close();
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void isAsTheSourceIs(Precision precision) throws InterruptedException {
    long seed = Long.getLong("replica.seed", System.nanoTime());
    System.out.println("replica of " + precision + " with -Dreplica.seed=" + seed);
    Random random = new Random(seed);

    // Given
    String name = "replica_" + Long.toHexString(seed) + "_" + precision.symbol();
    String copy = name + "_copy";
    String topic = name + "_topic";
    execute(
        "create database "
            + name
            + " vgroups "
            + VGROUPS
            + " wal_retention_period 3600 precision '"
            + precision.symbol()
            + "'");
    cleanup.push("drop database if exists " + name);
    cleanup.push("drop database if exists " + copy);
    execute("create topic " + topic + " with meta as database " + name);
    cleanup.push("drop topic if exists " + topic);
    Workload workload = new Workload(random, name, precision, this::execute);

    // When
    try (Replication replication =
        new Replication(source(name, topic), sink(copy), new Random(seed))) {
      for (int i = 0; i < Integer.getInteger("replica.statements", 200); i++) {
        workload.step();
        if (random.nextInt(4) == 0) {
          replication.read(true);
          replication.write(true);
        }
      }
      execute("create stable " + name + "." + END + " (ts timestamp, v int) tags (t int)");
      readToTheEnd(replication);
      replication.writeAll();
    }

    // Then
    assertThat(Contents.of(connection, copy))
        .as("seed %d, statements:%n%s", seed, String.join(";\n", statements))
        .isEqualTo(Contents.of(connection, name));
  }

  private void execute(String sql) {
    statements.add(sql);
    connection.execute(sql);
  }

  private Map<String, String> source(String name, String topic) {
    return Map.of(
        "connection.url",
        url,
        "name",
        name,
        "topics",
        topic,
        "kafka.partitions",
        Integer.toString(VGROUPS),
        "meta.handling",
        "replicate",
        "poll.max.wait.ms",
        "100",
        "min.poll.rows",
        "20");
  }

  private Map<String, String> sink(String copy) {
    return Map.of(
        "connection.url", url,
        "database", copy,
        "database.auto.create", "true",
        "meta.handling", "replicate",
        "retry.backoff.ms", "10");
  }

  /** The last statement is told by every vgroup. */
  private static void readToTheEnd(Replication replication) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    Set<Object> ended = new HashSet<>();
    while (ended.size() < VGROUPS) {
      assertThat(System.nanoTime()).as("vgroups at their end: %s", ended).isLessThan(deadline);
      for (SourceRecord record : replication.read(false)) {
        if (record.valueSchema() != null
            && MetaSchema.NAME.equals(record.valueSchema().name())
            && END.equals(((Struct) record.value()).get("stable"))) {
          ended.add(record.headers().lastWithName(RecordNames.VGROUP_HEADER).value());
        }
      }
    }
  }
}
