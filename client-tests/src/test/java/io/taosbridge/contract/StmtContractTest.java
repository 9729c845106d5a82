package io.taosbridge.contract;

import static io.taosbridge.client.ConnectionOptions.Transport.NATIVE;
import static io.taosbridge.client.ConnectionOptions.Transport.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.LegacyStatement;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.StatementException;
import io.taosbridge.client.error.TDengineException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values bound to prepared statements, by STMT, the predecessor of STMT2. */
@Covers(Area.STMT)
@AvailableOn({WEBSOCKET, NATIVE})
class StmtContractTest extends ContractTest {

  private static final long START = 1_767_225_600_000L;

  private Connection connection;
  private String stable;
  private String table;

  @BeforeEach
  void makeTables() {
    connection = target.connect();
    stable = target.unique("old");
    table = target.unique("t");
    connection.execute(
        "create stable "
            + stable
            + " (ts timestamp, v int, note varchar(8)) tags (site nchar(10), g int)");
    connection.execute("create table " + table + " (ts timestamp, v int, note varchar(8))");
  }

  private LegacyStatement prepare(String sql) {
    return target.closeLater(connection.prepareLegacy(sql));
  }

  private LegacyStatement insertAndMake() {
    return prepare("insert into ? using " + stable + " tags (?, ?) values (?, ?, ?)");
  }

  private LegacyStatement insertIntoTable() {
    return prepare("insert into " + table + " values (?, ?, ?)");
  }

  private static List<List<?>> row(long time, Object value, Object note) {
    return List.of(List.of(time), Arrays.asList(value), Arrays.asList(note));
  }

  private static void add(LegacyStatement statement, String child, Object site, int value) {
    statement.setTableName(child);
    statement.setTags(Arrays.asList(site, value));
    statement.bind(row(START + value, value, "n" + value));
    statement.addBatch();
  }

  @Test
  void insertsIntoTheTableThatTheTextNames() {
    // Given
    LegacyStatement statement = insertIntoTable();

    // When
    statement.bind(
        List.of(List.of(START, START + 1), Arrays.asList(1, null), Arrays.asList("é", null)));
    statement.addBatch();
    long affected = statement.execute();

    // Then
    assertThat(affected).isEqualTo(2);
    assertThat(rows(connection, "select v, note from " + table + " order by ts"))
        .containsExactly(List.of(1, "é"), Arrays.asList(null, null));
  }

  @Test
  void makesChildTablesAndWritesSeveralRounds() {
    // Given
    LegacyStatement statement = insertAndMake();
    String first = target.unique("c");
    String second = target.unique("c");

    // When
    add(statement, first, "日本", 1);
    add(statement, second, null, 2);
    long affected = statement.execute();
    statement.bind(row(START + 10, 10, "again"));
    statement.addBatch();
    statement.execute();
    add(statement, first, "ignored", 3);
    add(statement, first, "ignored", 4);
    statement.execute();

    // Then
    assertThat(affected).isEqualTo(2);
    assertThat(statement.affectedRows()).isEqualTo(5);
    assertThat(rows(connection, "select tbname, site, g, v, note from " + stable + " order by ts"))
        .containsExactly(
            List.of(first, "日本", 1, 1, "n1"),
            Arrays.asList(second, null, 2, 2, "n2"),
            List.of(first, "日本", 1, 3, "n3"),
            List.of(first, "日本", 1, 4, "n4"),
            Arrays.asList(second, null, 2, 10, "again"));
  }

  @Test
  void insertsIntoTablesThatExist() {
    // Given
    String other = target.unique("t");
    connection.execute("create table " + other + " (ts timestamp, v int, note varchar(8))");
    LegacyStatement statement = prepare("insert into ? (ts, v) values (?, ?)");

    // When
    for (int round = 0; round < 2; round++) {
      for (String name : List.of(table, other)) {
        statement.setTableName(name);
        statement.bind(List.of(List.of(START + round), List.of(round)));
        statement.addBatch();
      }
      statement.execute();
    }

    // Then
    assertThat(rows(connection, "select v from " + table + " order by ts"))
        .containsExactly(List.of(0), List.of(1))
        .isEqualTo(rows(connection, "select v from " + other + " order by ts"));
  }

  @Test
  void takesTagsOutOfTheText() {
    // Given
    LegacyStatement statement =
        prepare("insert into ? using " + stable + " tags ('?', 5) values (?, ?, ?)");
    String first = target.unique("c");
    String second = target.unique("c");

    // When
    for (String child : List.of(first, second)) {
      statement.setTableName(child);
      statement.bind(row(START, 1, "a"));
      statement.addBatch();
      statement.execute();
    }

    // Then
    assertThat(rows(connection, "select tbname, site, g from " + stable))
        .containsExactlyInAnyOrder(List.of(first, "?", 5), List.of(second, "?", 5));
  }

  static Stream<String> types() {
    return Sample.types().stream().filter(StmtContractTest::isTaken);
  }

  private static boolean isTaken(String type) {
    return !type.startsWith("decimal") && !type.equals("blob");
  }

  private static List<Sample> samples(String type) {
    return Sample.all().stream().filter(sample -> sample.type().equals(type)).toList();
  }

  /** Equal only where the values are the same to the last bit. */
  private static List<Object> exact(List<Object> values) {
    List<Object> exact = new ArrayList<>();
    for (Object value : values) {
      exact.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
    }
    return exact;
  }

  @ParameterizedTest
  @MethodSource("types")
  void storesEveryTypeExactly(String type) {
    for (Precision precision : Precision.values()) {
      // Given
      Connection other = target.connect(precision);
      String typed = target.unique("typed");
      other.execute("create table " + typed + " (ts timestamp, v " + type + ")");
      List<Object> values = new ArrayList<>();
      samples(type).forEach(sample -> values.add(sample.value()));
      long start = 1_767_225_600L * precision.unitsPerSecond();

      // When
      try (LegacyStatement statement =
          other.prepareLegacy("insert into " + typed + " values (?,?)")) {
        statement.bind(
            List.of(LongStream.range(start, start + values.size()).boxed().toList(), values));
        statement.addBatch();
        statement.execute();
      }

      // Then
      List<Object> stored = new ArrayList<>();
      rows(other, "select v from " + typed + " order by ts").forEach(row -> stored.add(row.get(0)));
      assertThat(exact(stored)).isEqualTo(exact(values));
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void storesEveryTypeOfTagExactly(String type) {
    // Given
    String tagged = target.unique("tagged");
    connection.execute("create stable " + tagged + " (ts timestamp, v int) tags (g " + type + ")");
    List<Object> values = new ArrayList<>();
    samples(type).forEach(sample -> values.add(sample.value()));

    // When
    try (LegacyStatement statement =
        connection.prepareLegacy("insert into ? using " + tagged + " tags (?) values (?, ?)")) {
      for (int i = 0; i < values.size(); i++) {
        statement.setTableName(target.unique("c"));
        statement.setTags(Arrays.asList(values.get(i)));
        statement.bind(List.of(List.of(START), List.of(i)));
        statement.addBatch();
      }
      statement.execute();
    }

    // Then
    List<Object> stored = new ArrayList<>();
    rows(connection, "select g from " + tagged + " order by v")
        .forEach(row -> stored.add(row.get(0)));
    assertThat(exact(stored)).isEqualTo(exact(values));
  }

  @ParameterizedTest
  @ValueSource(strings = {"decimal(10,2)", "decimal(38,10)", "blob"})
  void refusesTypesThatStmtDoesNotTake(String type) {
    // Given
    String typed = target.unique("typed");
    connection.execute("create table " + typed + " (ts timestamp, v " + type + ")");
    insertIntoTable().close();

    // When, Then
    assertThatThrownBy(
            () ->
                prepare("insert into " + typed + " values (?, ?)")
                    .bind(List.of(List.of(START), Arrays.asList((Object) null))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("v");
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void takesPointsInTime(Precision precision) {
    // Given
    Connection other = target.connect(precision);
    String times = target.unique("times");
    Instant time = Instant.parse("2026-01-01T00:00:00.123456789Z");
    other.execute("create table " + times + " (ts timestamp, v int)");

    // When
    try (LegacyStatement statement =
        other.prepareLegacy("insert into " + times + " values (?, ?)")) {
      statement.bind(List.of(List.of(time), List.of(1)));
      statement.addBatch();
      statement.execute();
    }

    // Then
    assertThat(value(other, "select ts from " + times)).isEqualTo(precision.of(time));
  }

  @Test
  void bindsMoreRowsThanTheServerTakesAtOnce() {
    // Given
    LegacyStatement statement = insertIntoTable();
    int count = 40_000;

    // When
    statement.bind(
        List.of(
            LongStream.range(START, START + count).boxed().toList(),
            IntStream.range(0, count).boxed().toList(),
            IntStream.range(0, count).mapToObj(i -> "n" + i).toList()));
    statement.addBatch();

    // Then
    assertThat(statement.execute()).isEqualTo(count);
    assertThat(value(connection, "select count(*) from " + table)).isEqualTo((long) count);
  }

  @Test
  void canBeUsedAfterAnErrorOfTheServer() {
    // Given
    LegacyStatement statement = insertAndMake();
    String child = target.unique("c");
    statement.setTableName(child);
    statement.setTags(List.of("a", 1));

    // When
    assertThatThrownBy(
            () -> {
              statement.bind(row(START, 1, "x".repeat(9)));
              statement.addBatch();
              statement.execute();
            })
        .isInstanceOf(StatementException.class)
        .satisfies(e -> assertThat(((TDengineException) e).code()).isEqualTo(0x2653));
    add(statement, child, "a", 1);

    // Then
    assertThat(statement.execute()).isEqualTo(1);
    assertThat(rows(connection, "select v, note from " + stable)).containsExactly(List.of(1, "n1"));
  }

  @Test
  void aValueThatDoesNotFitChangesNothing() {
    // Given
    LegacyStatement statement = insertIntoTable();

    // When, Then
    assertThatThrownBy(() -> statement.bind(row(START, 1L << 40, "a")))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("v[0] (INT)");
    assertThatThrownBy(() -> statement.bind(List.of(List.of(START), List.of(1))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("2 columns");
    statement.bind(row(START, 1, "a"));
    statement.addBatch();
    assertThat(statement.execute()).isEqualTo(1);
  }

  @Test
  void tellsATableThatIsMissing() {
    // Given
    LegacyStatement statement = prepare("insert into ? values (?, ?, ?)");

    // When, Then
    assertThatThrownBy(
            () -> {
              statement.setTableName(target.unique("missing"));
              statement.bind(row(START, 1, "a"));
            })
        .isInstanceOf(StatementException.class);
  }

  @Test
  void refusesCallsInAnOrderThatCannotWork() {
    // Given
    LegacyStatement statement = insertAndMake();
    statement.setTableName(target.unique("c"));

    // When, Then
    assertThatThrownBy(statement::addBatch).isInstanceOf(OperationalException.class);
    assertThatThrownBy(statement::execute).isInstanceOf(OperationalException.class);
    assertThatThrownBy(() -> statement.bind(row(START, 1, "a")))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("setTags");
    statement.close();
    statement.close();
    assertThatThrownBy(() -> statement.setTableName("x"))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void refusesAQuery() {
    // Given
    insertIntoTable().close();

    // When, Then
    assertThatThrownBy(() -> prepare("select * from " + table + " where v = ?"))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("INSERT");
  }
}
