package io.taosbridge.embedded.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.Precision;
import io.taosbridge.embedded.EmbeddedTDengine;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real server answered on {@code /ws}, the embedded server answers too. */
class WebSocketReplayTest {

  private static final String LEFT_BEHIND = "insert into golden_ms.nt values (1, 1, 'x')";

  private EmbeddedTDengine server;

  @BeforeEach
  void start() {
    server = EmbeddedTDengine.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ws-connect, ms us",
    "ws-query-types-ms, ms us ns",
    "ws-query-types-ns, ms us ns",
    "ws-query-blocks, us",
    "ws-stmt2-query, us",
    "ws-concurrent, ms",
    "ws-misc, ms",
    "ws-errors, ms",
  })
  void answersAsRecorded(String scenario, String precisions) throws Exception {
    // Given
    World world = new World(server);
    for (String precision : precisions.split(" ")) {
      world.queries(Precision.ofSymbol(precision));
    }

    // When, then
    check(scenario);
  }

  @Test
  void answersTheVendorsDriverAsRecorded() throws Exception {
    // Given
    new World(server).queries(Precision.MILLISECONDS);
    server.execute(LEFT_BEHIND);

    // When, then
    check("jdbc-query-ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ms", "ns"})
  void bindsEveryTypeAsRecorded(String precision) throws Exception {
    // Given
    String database = "golden_s2" + precision;
    World world = new World(server);
    world.database(database, Precision.ofSymbol(precision), 2);
    server.execute(
        "use " + database,
        "create stable at " + World.ALL_TYPES,
        "create stable jt (ts timestamp, v int) tags (j json)");

    // When, then
    check("ws-stmt2-types-" + precision);
  }

  @ParameterizedTest
  @CsvSource({
    "ws-stmt2-forms, double",
    "ws-stmt2-forms-2, double",
    "ws-stmt2-errors, 'decimal(20,4)'",
  })
  void keepsTheLifeCycleOfStatementsAsRecorded(String scenario, String type) throws Exception {
    // Given
    String database = Recording.load(scenario).header().get("database").textValue();
    new World(server).database(database, Precision.MILLISECONDS, 2);
    server.execute(
        "use " + database,
        "create stable st (ts timestamp, v int, s varchar(10)) tags (g int, h nchar(10))",
        "create table c1 using st tags(1, 'one')",
        "create table nt (ts timestamp, v int, s nchar(20), d " + type + ")");

    // When, then
    check(scenario);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws-schemaless", "jdbc-schemaless"})
  void writesSchemalessTextAsRecorded(String scenario) throws Exception {
    // Given
    String database = Recording.load(scenario).header().get("database").textValue();
    new World(server).database(database, Precision.MICROSECONDS, 2);
    server.execute("use " + database);

    // When, then
    check(scenario, 5);
  }

  private void check(String scenario) throws Exception {
    check(scenario, 10);
  }

  /**
   * @param least more answers than this are expected to be compared
   */
  private void check(String scenario, int least) throws Exception {
    Replay replay =
        new Replay(
            server.port(), Recording.load(scenario), NotComparable.in(scenario), Offsets.none());
    Stored stored = new Stored(server);
    stored.checkAsExpected(scenario, replay::afterAnswerTo);
    List<String> differences = replay.run();
    assertThat(differences).isEmpty();
    assertThat(stored.differences()).isEmpty();
    assertThat(replay.compared()).isEqualTo(replay.comparable()).isGreaterThan(least);
  }
}
