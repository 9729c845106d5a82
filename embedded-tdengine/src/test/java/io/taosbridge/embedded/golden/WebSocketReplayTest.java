package io.taosbridge.embedded.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.Block;
import io.taosbridge.block.Precision;
import io.taosbridge.embedded.EmbeddedTDengine;
import java.nio.ByteBuffer;
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
    server = EmbeddedTDengine.builder().version(Recording.SERVER_VERSION).start();
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

  @Test
  void keepsTheLifeCycleOfOldStatementsAsRecorded() throws Exception {
    // Given
    new World(server).database("golden_s2f", Precision.MILLISECONDS, 2);
    server.execute(
        "use golden_s2f",
        "create stable st (ts timestamp, v int, s varchar(10)) tags (g int, h nchar(10))");
    for (int event : new int[] {44, 46}) {
      storeRowsOfBlock("ws-stmt-old", event);
    }

    // When, then
    check("ws-stmt-old");
  }

  /** Stores what the server that was recorded answered, but for what the recording itself wrote. */
  private void storeRowsOfBlock(String scenario, int event) {
    ByteBuffer frame = ByteBuffer.wrap(Recording.load(scenario).events().get(event - 1).bytes());
    Block block = Block.wrap(frame.slice(55, frame.remaining() - 55));
    for (int row = 0; row < block.rows(); row++) {
      String tags = literal(block, 3, row) + "," + literal(block, 4, row);
      if (!tags.equals("3,'é'")) {
        String table = "e" + event + "_" + row;
        String values =
            "%s,%s,%s"
                .formatted(literal(block, 0, row), literal(block, 1, row), literal(block, 2, row));
        server.execute(
            "insert into " + table + " using st tags(" + tags + ") values(" + values + ")");
      }
    }
  }

  private static String literal(Block block, int column, int row) {
    Object value = block.column(column).isNull(row) ? null : block.column(column).getObject(row);
    return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
  }

  @Test
  void bindsDecimalsAsRecorded() throws Exception {
    // Given
    new World(server).database("golden_s2d", Precision.MILLISECONDS, 2);
    server.execute(
        "use golden_s2d", "create table nt (ts timestamp, a decimal(10,2), b decimal(38,10))");

    // When, then
    check("ws-stmt2-decimal");
  }

  @Test
  void answersPingsAndSendsSomeAsRecorded() throws Exception {
    check("ws-pings", 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc-errors", "jdbc-write", "jdbc-write-async", "jdbc-write-big"})
  void writesForTheVendorsDriverAsRecorded(String scenario) throws Exception {
    // Given
    World world = new World(server);
    world.queries(Precision.MILLISECONDS);
    world.database("golden_jdbc", Precision.MICROSECONDS, 2);
    server.execute(
        "use golden_jdbc", "create stable sb (ts timestamp, i int, v varchar(20)) tags (g int)");

    // When, then
    check(scenario, 5);
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
