package io.taosbridge.sink.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.TDengine;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.RecordNames;
import io.taosbridge.connect.meta.MetaEvent;
import io.taosbridge.connect.meta.MetaSchema;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.sink.replica.Workload.Avoid;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two databases that replicate each other, on the embedded server or with {@code -Dtdengine.url} on
 * a real one. {@code -Dreplica.seed} repeats a run.
 */
class ReplicaPairTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int ROUNDS = Integer.getInteger("replica.rounds", 2);
  private static final int STEPS = 25;
  private static final int QUIET_POLLS = 3;

  private final Deque<String> cleanup = new ArrayDeque<>();
  private final List<String> statements = new ArrayList<>();
  private EmbeddedTDengine embedded;
  private String url;
  private Connection connection;
  private long seed;
  private Random random;
  private String home;
  private String other;
  private boolean skip = true;
  private Replication there;
  private Replication back;

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
    for (Replication replication : new Replication[] {there, back}) {
      if (replication != null) {
        replication.close();
      }
    }
    while (embedded == null && !cleanup.isEmpty()) {
      String sql = cleanup.pop();
      // A topic can be dropped some seconds after its last consumer left.
      Awaitility.await()
          .atMost(PATIENCE)
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
  void bothSidesEndWithTheSame(Precision precision) throws InterruptedException {
    // Given
    makeDatabases(precision);
    Workload workload =
        new Workload(
            random, home, precision, EnumSet.of(Avoid.OTHER_TABLES_THAN_CHILDREN), this::execute);
    workload.createStable();
    workload.createStable();
    replicate(workload.stables());

    for (int round = 0; round < ROUNDS; round++) {
      // When the schema and rows change at its home
      for (int i = 0; i < STEPS; i++) {
        workload.step();
        replicateNowAndThen(true);
      }
      // Then
      settle();

      // When rows change on both sides, each table on one of them, dealt anew each time
      int deal = round;
      for (int i = 0; i < STEPS; i++) {
        workload.stepOfRows(home, table -> (table.hashCode() + deal) % 2 == 0, this::execute);
        workload.stepOfRows(other, table -> (table.hashCode() + deal) % 2 != 0, this::execute);
        replicateNowAndThen(true);
      }
      // Then
      settle();
    }
  }

  /** With copies left out, none goes back; without, all do: the check can fail. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingThatCameGoesBack(boolean skipped) throws InterruptedException {
    // Given
    skip = skipped;
    makeDatabases(Precision.MILLISECONDS);
    execute("create stable " + home + ".st (ts timestamp, v int) tags (g int)");
    replicate(List.of("st"));

    // When
    execute("insert into " + home + ".c using " + home + ".st tags (1) values (1700000000000, 1)");
    execute("insert into " + home + ".c (ts, v) values (1700000000001, 2) (1700000000002, 3)");
    execute("delete from " + home + ".c where ts = 1700000000001");
    execute("insert into " + home + ".d using " + home + ".st tags (2) values (1700000000000, 4)");
    List<String> went = readAll(there, 4 + 1);
    there.writeAll();
    execute("insert into " + other + ".d values (1700000000000, 5) (1700000000009, 6)");
    List<String> came = readAll(back, skipped ? 2 : 4 + 1 + 2);

    // Then
    assertThat(went).containsExactlyInAnyOrder("1", "2", "3", "delete", "4");
    if (skipped) {
      assertThat(came).containsExactlyInAnyOrder("5", "6");
    } else {
      assertThat(came).containsExactlyInAnyOrder("1", "2", "3", "delete", "4", "5", "6");
    }
  }

  @Test
  void theComparisonSeesEveryKindOfDifference() {
    // Given
    makeDatabases(Precision.MICROSECONDS);
    for (String database : List.of(home, other)) {
      execute("create stable " + database + ".st (ts timestamp, v int, w nchar(8)) tags (g int)");
      execute(
          "insert into "
              + database
              + ".c using "
              + database
              + ".st tags (1) values (1700000000000000, 1, 'x') (1700000000000001, null, null)");
    }
    assertThat(contents(home)).isEqualTo(contents(other));

    for (String change :
        List.of(
            "insert into $.c values (1700000000000000, 2, 'x')",
            "insert into $.c (ts, v) values (1700000000000001, 0)",
            "insert into $.c (ts, w) values (1700000000000001, '')",
            "insert into $.c (ts, v) values (1700000000000002, 1)",
            "delete from $.c where ts = 1700000000000002",
            "alter table $.c set tag g = null",
            "create table $.d using $.st tags (1)",
            "create table $.n (ts timestamp, v int)",
            "alter stable $.st modify column w nchar(9)",
            "alter stable $.st add column x int",
            "drop table $.c")) {
      // When
      Map<String, List<String>> before = contents(other);
      execute(change.replace("$", other));
      // Then
      assertThat(contents(other)).as(change).isNotEqualTo(before);
    }
  }

  private Map<String, List<String>> contents(String database) {
    return Contents.of(connection, database);
  }

  private void makeDatabases(Precision precision) {
    seed = Long.getLong("replica.seed", System.nanoTime());
    random = new Random(seed);
    System.out.println("replica pair in " + precision + " with -Dreplica.seed=" + seed);
    home = "pair_" + Long.toHexString(seed) + "_" + precision.symbol() + "_home";
    other = home.replace("home", "other");
    createDatabase(home, 3, precision);
    createDatabase(other, 2, precision);
  }

  private void createDatabase(String database, int vgroups, Precision precision) {
    execute(
        String.format(
            "create database %s vgroups %d wal_retention_period 3600 precision '%s'",
            database, vgroups, precision.symbol()));
    cleanup.push("drop database if exists " + database);
  }

  /** Starts both directions, once the tables are on both sides. */
  private void replicate(Iterable<String> stables) throws InterruptedException {
    there = new Replication(source(home, stables, 3), sink(other, "replicate"), fork());
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(
            () -> {
              there.read(false);
              there.writeAll();
              return contents(home).keySet().equals(contents(other).keySet());
            });
    back = new Replication(source(other, stables, 2), sink(home, "deletes"), fork());
    back.read(false);
  }

  private Random fork() {
    return new Random(random.nextLong());
  }

  private Map<String, String> source(String database, Iterable<String> stables, int vgroups) {
    List<String> topics = new ArrayList<>();
    for (String stable : stables) {
      String topic = database + "_" + stable;
      execute(
          String.format("create topic `%s` with meta as stable %s.`%s`", topic, database, stable));
      cleanup.push("drop topic if exists `" + topic + "`");
      topics.add(topic);
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("connection.url", url);
    settings.put("name", database);
    settings.put("topics", String.join(",", topics));
    settings.put("kafka.partitions", Integer.toString(vgroups));
    settings.put("meta.handling", "replicate");
    settings.put("replicated.skip", Boolean.toString(skip));
    settings.put("poll.max.wait.ms", "50");
    settings.put("min.poll.rows", "20");
    return settings;
  }

  private Map<String, String> sink(String database, String meta) {
    return Map.of(
        "connection.url", url,
        "database", database,
        "meta.handling", meta,
        "replicated.mark", "true",
        "retry.backoff.ms", "10");
  }

  private void execute(String sql) {
    statements.add(sql);
    connection.execute(sql);
  }

  private void replicateNowAndThen(boolean crashing) throws InterruptedException {
    for (Replication replication : List.of(there, back)) {
      if (random.nextInt(4) == 0) {
        replication.read(crashing);
        replication.write(crashing);
      }
    }
  }

  /** Replicates until nothing comes any more and both sides are the same. */
  private void settle() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int quiet = 0;
    while (quiet < QUIET_POLLS && System.nanoTime() - deadline < 0) {
      int read = there.read(false).size() + back.read(false).size();
      there.writeAll();
      back.writeAll();
      quiet = read == 0 && contents(home).equals(contents(other)) ? quiet + 1 : 0;
    }
    assertThat(contents(other))
        .as(
            "seed %d%n%s%nthere:%n%s%nback:%n%s",
            seed, String.join(";\n", statements), there.history(), back.history())
        .isEqualTo(contents(home));
    assertThat(quiet).as("what comes comes to an end").isEqualTo(QUIET_POLLS);
    there.commit();
    back.commit();
  }

  /** Rows and deletes that a source delivers, as many as are expected and what comes with them. */
  private static List<String> readAll(Replication replication, int expected)
      throws InterruptedException {
    List<String> read = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int quiet = 0;
    while ((read.size() < expected || quiet < QUIET_POLLS) && System.nanoTime() - deadline < 0) {
      List<SourceRecord> records = replication.read(false);
      quiet = records.isEmpty() ? quiet + 1 : 0;
      records.forEach(record -> described(record, read));
    }
    return read;
  }

  private static void described(SourceRecord record, List<String> to) {
    Object kind = record.headers().lastWithName(RecordNames.KIND_HEADER).value();
    if (kind.equals(RecordNames.DATA_KIND)) {
      to.add(String.valueOf(((Struct) record.value()).get("v")));
    } else if (MetaSchema.fromStruct((Struct) record.value()).kind() == MetaEvent.Kind.DELETE) {
      to.add("delete");
    }
  }
}
