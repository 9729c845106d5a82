package io.taosbridge.sink.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.TDengine;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.meta.MetaEvent;
import io.taosbridge.connect.meta.MetaSchema;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.sink.replica.Workload.Avoid;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
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
  private long seed;
  private String database;

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
  void ofADatabaseIsAsItsSource(Precision precision) throws InterruptedException {
    // Given
    Random random = random(precision);
    createDatabase(precision);
    String topic = database + "_topic";
    createTopic(topic, "database " + database);
    // Rows that are read after their supertable was dropped cannot be told from a normal table's.
    Set<Avoid> avoided = EnumSet.of(Avoid.DROPPING_SUPERTABLES);
    if (embedded == null) {
      // After that, a real server leaves the table's rows out of topics on its database.
      avoided.add(Avoid.SETTING_TAGS);
    }
    Workload workload = new Workload(random, database, precision, avoided, this::execute);

    // When
    String history;
    try (Replication replication = replication(random, topic)) {
      run(workload, replication, random);
      execute("create stable " + database + "." + END + " (ts timestamp, v int) tags (t int)");
      readToTheEnd(replication, VGROUPS);
      replication.writeAll();
      history = replication.history();
    }

    // Then
    assertReplica(history);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void ofSupertablesIsAsItsSource(Precision precision) throws InterruptedException {
    // Given
    Random random = random(precision);
    createDatabase(precision);
    Workload workload =
        new Workload(
            random,
            database,
            precision,
            EnumSet.of(Avoid.OTHER_TABLES_THAN_CHILDREN),
            this::execute);
    workload.createStable();
    workload.createStable();
    List<String> topics = new ArrayList<>();
    for (String stable : workload.stables()) {
      String topic = database + "_" + stable;
      createTopic(topic, "stable " + database + ".`" + stable + "`");
      topics.add(topic);
    }

    // When
    String history;
    try (Replication replication = replication(random, String.join(",", topics))) {
      run(workload, replication, random);
      for (String stable : workload.stables()) {
        execute("alter stable " + database + ".`" + stable + "` add column " + END + " int");
      }
      readToTheEnd(replication, VGROUPS * topics.size());
      replication.writeAll();
      history = replication.history();
    }

    // Then
    assertReplica(history);
  }

  private Random random(Precision precision) {
    seed = Long.getLong("replica.seed", System.nanoTime());
    System.out.println("replica in " + precision + " with -Dreplica.seed=" + seed);
    database = "replica_" + Long.toHexString(seed) + "_" + precision.symbol();
    return new Random(seed);
  }

  private void createDatabase(Precision precision) {
    execute(
        String.format(
            "create database %s vgroups %d wal_retention_period 3600 precision '%s'",
            database, VGROUPS, precision.symbol()));
    cleanup.push("drop database if exists " + database);
    cleanup.push("drop database if exists " + copy());
  }

  private String copy() {
    return database + "_copy";
  }

  private void createTopic(String topic, String of) {
    execute("create topic `" + topic + "` with meta as " + of);
    cleanup.push("drop topic if exists `" + topic + "`");
  }

  private Replication replication(Random random, String topics) {
    return new Replication(source(topics), sink(), new Random(random.nextLong()));
  }

  private static void run(Workload workload, Replication replication, Random random)
      throws InterruptedException {
    for (int i = 0; i < Integer.getInteger("replica.statements", 200); i++) {
      workload.step();
      if (random.nextInt(4) == 0) {
        replication.read(true);
        replication.write(true);
      }
    }
  }

  private void assertReplica(String history) {
    assertThat(Contents.of(connection, copy()))
        .as("seed %d%n%s%n%s", seed, String.join(";\n", statements), history)
        .isEqualTo(Contents.of(connection, database));
  }

  private void execute(String sql) {
    statements.add(sql);
    connection.execute(sql);
  }

  private Map<String, String> source(String topics) {
    return Map.of(
        "connection.url",
        url,
        "name",
        database,
        "topics",
        topics,
        "kafka.partitions",
        Integer.toString(VGROUPS),
        "meta.handling",
        "replicate",
        "poll.max.wait.ms",
        "100",
        "min.poll.rows",
        "20");
  }

  private Map<String, String> sink() {
    return Map.of(
        "connection.url", url,
        "database", copy(),
        "database.auto.create", "true",
        "meta.handling", "replicate",
        "connections", "3",
        "retry.backoff.ms", "10");
  }

  /** The last statements are told by every vgroup. */
  private static void readToTheEnd(Replication replication, int sources)
      throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    Set<Object> ended = new HashSet<>();
    while (ended.size() < sources) {
      assertThat(System.nanoTime()).as("at their end: %s", ended).isLessThan(deadline);
      for (SourceRecord record : replication.read(false)) {
        if (isEnd(record)) {
          ended.add(record.sourcePartition());
        }
      }
    }
  }

  private static boolean isEnd(SourceRecord record) {
    if (record.valueSchema() == null || !MetaSchema.NAME.equals(record.valueSchema().name())) {
      return false;
    }
    MetaEvent event = MetaSchema.fromStruct((Struct) record.value());
    boolean added = event.change() != null && event.change().column() != null;
    return END.equals(event.stable()) || (added && END.equals(event.change().column().name()));
  }
}
