package io.taosbridge.embedded.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.Precision;
import io.taosbridge.embedded.EmbeddedTDengine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real server answered on {@code /rest/tmq}, the embedded server answers too. */
class TmqReplayTest {

  private EmbeddedTDengine server;
  private TmqWorld world;

  @BeforeEach
  void start() {
    server = EmbeddedTDengine.builder().version(Recording.SERVER_VERSION).start();
    world = new TmqWorld(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tmq-data-stable-ms",
        "tmq-data-stable-many-ms",
        "tmq-data-database-ms",
        "tmq-data-query-ms",
        "tmq-data-query-types-ms",
      })
  void deliversDataOfOneVgroupAsRecorded(String scenario) throws Exception {
    // Given
    Recording recording = Recording.load(scenario);
    world.data(Precision.MILLISECONDS, 1);
    world.topic(topicOf(recording), recording.header().get("topic_sql").textValue());

    // When, then
    check(replay(scenario, recording));
  }

  @Test
  void recoversLostRepliesAsRecorded() throws Exception {
    // Given
    String scenario = "tmq-lost-reply";
    String database = "golden_ql";
    Recording recording = Recording.load(scenario);
    world.oneTable(database, topicOf(recording));
    Replay replay = replay(scenario, recording);
    replay.before(5, () -> world.oneRow(database, 1));
    replay.before(25, () -> world.oneRow(database, 2));
    replay.before(47, () -> world.oneRow(database, 3));
    replay.before(51, () -> world.oneRow(database, 4));
    // While the first of three polls waits for it, the third takes the place of the second.
    replay.beforeAndReceived(62, () -> world.oneRow(database, 5));

    // When, then
    check(replay);
  }

  @Test
  void subscribesAsRecorded() throws Exception {
    // Given
    String scenario = "tmq-subscribe";
    String database = "golden_qs";
    Recording recording = Recording.load(scenario);
    world.oneTable(database, topicOf(recording));
    world.oneRow(database, 1);
    Replay replay = replay(scenario, recording);
    replay.before(155, () -> world.oneRow(database, 2));

    // When, then
    check(replay);
  }

  @Test
  void keepsOffsetsAsRecorded() throws Exception {
    // Given
    String scenario = "tmq-offsets-1vg";
    String database = "golden_qo1";
    Recording recording = Recording.load(scenario);
    world.sixTables(database, topicOf(recording));
    for (int i = 0; i < 5; i++) {
      world.together(database, i);
    }
    Replay replay = replay(scenario, recording);
    replay.before(179, () -> world.together(database, 100));
    replay.before(221, () -> world.together(database, 200));
    replay.before(279, () -> world.together(database, 300));

    // When, then
    check(replay);
  }

  @ParameterizedTest
  @CsvSource({
    "tmq-meta-plain, with meta as database golden_qm",
    "tmq-meta-batch, with meta as database golden_qm",
    "tmq-meta-only, only meta as stable golden_qm.st",
  })
  void deliversMetadataAsRecorded(String scenario, String definition) throws Exception {
    // Given
    Recording recording = Recording.load(scenario);
    world.sql("create database golden_qm vgroups 1");
    Recording.load("tmq-meta-plain")
        .header()
        .get("statements")
        .forEach(statement -> world.sql(statement.textValue()));
    world.topic(topicOf(recording), definition);

    // When, then
    check(replay(scenario, recording));
  }

  @Test
  void deliversJsonTagsAsRecorded() throws Exception {
    // Given
    String scenario = "tmq-json-tag";
    Recording recording = Recording.load(scenario);
    world.sql(
        "create database golden_qj vgroups 1 keep 36500",
        "use golden_qj",
        "create stable jt (ts timestamp, v int) tags (j json)",
        "create table j0 using jt tags('{\"k\":1,\"s\":\"é😀\"}')",
        "create table j1 using jt tags(null)",
        "insert into j0 values (1767225600000, 1)",
        "insert into j1 values (1767225600000, 2)");
    world.topic(topicOf(recording), "as select ts, v, j from golden_qj.jt");

    // When, then
    check(replay(scenario, recording));
  }

  private Replay replay(String scenario, Recording recording) {
    List<Integer> recorded = new ArrayList<>();
    recording.header().get("vgroups").forEach(id -> recorded.add(id.intValue()));
    List<Integer> here = world.vgroups(recording.header().get("database").textValue());
    Offsets offsets = Offsets.none().vgroups(recorded, here);
    return new Replay(server.port(), recording, NotComparable.in(scenario), offsets);
  }

  private static String topicOf(Recording recording) {
    return recording.header().get("topic").textValue();
  }

  private static void check(Replay replay) throws Exception {
    assertThat(replay.run()).isEmpty();
    assertThat(replay.compared()).isEqualTo(replay.comparable()).isGreaterThan(5);
  }
}
