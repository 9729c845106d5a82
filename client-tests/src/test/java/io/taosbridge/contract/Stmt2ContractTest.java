package io.taosbridge.contract;

import static io.taosbridge.client.ConnectionOptions.Transport.NATIVE;
import static io.taosbridge.client.ConnectionOptions.Transport.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.TableBinding;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.StatementException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values bound to prepared statements, by STMT2. */
@Covers(Area.STMT2)
@AvailableOn({WEBSOCKET, NATIVE})
class Stmt2ContractTest extends ContractTest {

  private static final long START = 1_767_225_600_000L;

  private Connection connection;
  private String stable;
  private String table;

  @BeforeEach
  void makeTables() {
    connection = target.connect();
    stable = target.unique("meters");
    table = target.unique("t");
    connection.execute(
        "create stable "
            + stable
            + " (ts timestamp, v int, note varchar(8)) tags (site nchar(10), g int)");
    connection.execute("create table " + table + " (ts timestamp, v int, note varchar(8))");
  }

  private Statement insert(StatementOptions options) {
    return target.closeLater(
        connection.prepare(
            "insert into " + stable + " (tbname, site, g, ts, v, note) values (?, ?, ?, ?, ?, ?)",
            options));
  }

  private Statement insertIntoTable() {
    return target.closeLater(connection.prepare("insert into " + table + " values (?, ?, ?)"));
  }

  private static void addRow(TableBinding rows, long time, Object value, Object note) {
    rows.column(0).append(time);
    rows.column(1).append(value);
    rows.column(2).append(note);
  }

  /** One row of a child table. */
  private static void add(BindBatch batch, String child, Object site, Object group, int value) {
    TableBinding rows = batch.table(child);
    if (rows.rows() == 0) {
      rows.tag(0).append(site);
      rows.tag(1).append(group);
    }
    addRow(rows, START + value, value, "n" + value);
  }

  private Object count(String from) {
    return value(connection, "select count(*) from " + from);
  }

  @Test
  void tellsWhatEachPlaceStandsFor() {
    // When
    Statement statement = insert(StatementOptions.DEFAULT);

    // Then
    assertThat(statement.isInsert()).isTrue();
    assertThat(statement.parameters())
        .extracting(Parameter::name, Parameter::role, parameter -> parameter.type().type())
        .containsExactly(
            tuple("tbname", Parameter.Role.TABLE_NAME, DataType.VARCHAR),
            tuple("site", Parameter.Role.TAG, DataType.NCHAR),
            tuple("g", Parameter.Role.TAG, DataType.INT),
            tuple("ts", Parameter.Role.COLUMN, DataType.TIMESTAMP),
            tuple("v", Parameter.Role.COLUMN, DataType.INT),
            tuple("note", Parameter.Role.COLUMN, DataType.VARCHAR));
    assertThat(statement.parameters().get(3).precision()).isEqualTo(Precision.MILLISECONDS);
  }

  @Test
  void insertsIntoTheTableThatTheStatementNames() {
    // Given
    Statement statement = insertIntoTable();
    BindBatch batch = statement.newBatch();
    addRow(batch.table(null), START, 1, "a");
    addRow(batch.table(null), START + 1, null, null);

    // When
    long affected = statement.execute(batch);

    // Then
    assertThat(affected).isEqualTo(2);
    assertThat(rows(connection, "select v, note from " + table + " order by ts"))
        .containsExactly(List.of(1, "a"), Arrays.asList(null, null));
  }

  @Test
  void insertsIntoManyChildTablesAtOnceAndMakesThem() {
    // Given
    Statement statement = insert(StatementOptions.DEFAULT);
    BindBatch batch = statement.newBatch();
    for (int i = 0; i < 300; i++) {
      add(batch, stable + "_" + i % 100, "site " + i % 100, i % 100, i);
    }

    // When
    long affected = statement.execute(batch);

    // Then
    assertThat(affected).isEqualTo(300);
    assertThat(
            rows(
                connection,
                "select tbname, site, g, count(*), sum(v) from "
                    + stable
                    + " where g = 7 group by tbname, site, g"))
        .containsExactly(List.of(stable + "_7", "site 7", 7, 3L, 7L + 107 + 207));
    assertThat(count(stable)).isEqualTo(300L);
  }

  @Test
  void insertsInterlaced() {
    // Given
    Statement statement = insert(StatementOptions.INTERLACED);

    // When
    long affected = 0;
    for (int round = 0; round < 3; round++) {
      BindBatch batch = statement.newBatch();
      for (int i = 0; i < 50; i++) {
        add(batch, stable + "_" + i, "s", i, 1_000 * round + i);
      }
      affected += statement.execute(batch);
    }

    // Then
    assertThat(affected).isEqualTo(150);
    assertThat(count(stable)).isEqualTo(150L);
  }

  @Test
  void insertsByUsingWithTheTableAsAPlace() {
    // Given
    Statement statement =
        target.closeLater(
            connection.prepare("insert into ? using " + stable + " tags (?, ?) values (?, ?, ?)"));
    BindBatch batch = statement.newBatch();
    add(batch, stable + "_a", "here", 1, 10);
    add(batch, stable + "_b", null, null, 20);

    // When
    long affected = statement.execute(batch);

    // Then
    assertThat(affected).isEqualTo(2);
    assertThat(rows(connection, "select site, g, v from " + stable + " order by v"))
        .containsExactly(List.of("here", 1, 10), Arrays.asList(null, null, 20));
  }

  @Test
  void splitsMoreRowsThanOneBindTakes() {
    // Given
    int rows = 32_767 + 2;
    Statement statement = insertIntoTable();
    BindBatch batch = statement.newBatch();
    for (int i = 0; i < rows; i++) {
      addRow(batch.table(null), START + i, i, null);
    }

    // When
    long affected = statement.execute(batch);

    // Then
    assertThat(affected).isEqualTo(rows);
    assertThat(rows(connection, "select count(*), max(v) from " + table))
        .containsExactly(List.of((long) rows, rows - 1));
  }

  @Test
  void bindsLongBatchesOneAfterAnother() {
    bindsLongBatches(connection);
  }

  @Test
  @AvailableOn(WEBSOCKET)
  void bindsLongBatchesCompressed() {
    ConnectionOptions compressing = target.options(Map.of("compression", "true"));
    bindsLongBatches(
        target.connect(compressing.withDatabase(target.database(Precision.MILLISECONDS))));
  }

  /** Frames longer and shorter than those before them, each longer than 64 KiB. */
  private void bindsLongBatches(Connection binding) {
    // Given
    Statement statement =
        target.closeLater(binding.prepare("insert into " + table + " values (?, ?, ?)"));
    int rows = 0;

    // When
    for (int length : new int[] {32_767 + 20_000, 5_000, 4_000, 7_000}) {
      assertThat(statement.execute(longBatch(statement, rows, length))).isEqualTo(length);
      rows += length;
    }

    // Then
    assertStored(rows);
  }

  @Test
  @NeedsEmbedded
  void bindsALongBatchAgainThatWasRefused() {
    // Given
    int rows = 5_000;
    Statement statement = insertIntoTable();
    BindBatch batch = longBatch(statement, 0, rows);
    target.embedded().faults().fail("stmt2_bind", 0x0102, "Out of Memory", 1);

    // When
    assertThatThrownBy(() -> statement.execute(batch)).hasMessageContaining("Out of Memory");
    long affected = statement.execute(batch);

    // Then
    assertThat(affected).isEqualTo(rows);
    assertStored(rows);
  }

  private static BindBatch longBatch(Statement statement, int from, int rows) {
    BindBatch batch = statement.newBatch();
    TableBinding values = batch.table(null);
    for (int i = from; i < from + rows; i++) {
      addRow(values, START + i, i, scattered(i));
    }
    return batch;
  }

  /** Eight characters at most that compress badly. */
  private static String scattered(int number) {
    return Integer.toHexString(number * 0x9E3779B9);
  }

  private void assertStored(int rows) {
    List<List<Object>> expected =
        IntStream.range(0, rows).mapToObj(i -> List.<Object>of(i, scattered(i))).toList();
    assertThat(rows(connection, "select v, note from " + table + " order by ts"))
        .isEqualTo(expected);
  }

  @Test
  void keepsTheLaterOfRowsWithTheSameTime() {
    // Given
    Statement statement = insertIntoTable();
    BindBatch batch = statement.newBatch();
    addRow(batch.table(null), START, 1, "first");
    addRow(batch.table(null), START, 2, "second");

    // When
    statement.execute(batch);

    // Then
    assertThat(rows(connection, "select v, note from " + table))
        .containsExactly(List.of(2, "second"));
  }

  @Test
  void executesAgainAndAgain() {
    // Given
    Statement statement = insertIntoTable();

    // When
    for (int i = 0; i < 20; i++) {
      BindBatch batch = statement.newBatch();
      addRow(batch.table(null), START + i, i, "r");
      assertThat(statement.execute(batch)).isEqualTo(1);
    }

    // Then
    assertThat(count(table)).isEqualTo(20L);
  }

  @Test
  void goesOnAfterAValueThatIsTooLong() {
    // Given
    Statement statement = insertIntoTable();
    BindBatch tooLong = statement.newBatch();
    addRow(tooLong.table(null), START, 1, "more than eight");

    // When
    assertThatThrownBy(() -> statement.execute(tooLong)).isInstanceOf(StatementException.class);
    BindBatch fine = statement.newBatch();
    addRow(fine.table(null), START, 2, "fine");
    long affected = statement.execute(fine);

    // Then
    assertThat(affected).isEqualTo(1);
    assertThat(rows(connection, "select v, note from " + table))
        .containsExactly(List.of(2, "fine"));
  }

  @Test
  void queriesByBoundValues() {
    // Given
    connection.execute(
        "insert into "
            + table
            + " values ("
            + START
            + ", 1, 'a') ("
            + (START + 1)
            + ", 2, 'b') ("
            + (START + 2)
            + ", 3, 'b')");
    Statement statement =
        target.closeLater(
            connection.prepare("select v from " + table + " where note = ? and v > ? order by ts"));

    // When, Then
    assertThat(statement.isInsert()).isFalse();
    assertThat(statement.parameters()).isEmpty();
    for (int least : new int[] {0, 2, 3}) {
      try (QueryResult result = statement.query(List.of("b", least))) {
        assertThat(result.fields()).extracting(field -> field.name()).containsExactly("v");
        assertThat(rows(result))
            .extracting(row -> (int) row.get(0))
            .allMatch(v -> v > least)
            .hasSize(3 - Math.max(least, 1));
      }
    }
  }

  @Test
  void queriesByTimesDecimalsAndTextOfAnyLanguage() {
    // Given
    String typed = target.unique("typed");
    Instant time = Instant.parse("2026-01-01T00:00:00Z");
    connection.execute(
        "create table " + typed + " (ts timestamp, d decimal(10,2), n nchar(10), t timestamp)");
    BigDecimal amount = new BigDecimal("12.50");
    connection.execute(
        "insert into "
            + typed
            + " values ("
            + START
            + ", 12.5, '数据😀', "
            + START
            + ") ("
            + (START + 1)
            + ", 1, 'é', "
            + START
            + ")");

    // When, Then
    for (String condition : List.of("ts = ? and ", "ts between ? and ts and n = n and ")) {
      assertThat(
              found(
                  "select n from " + typed + " where " + condition + "n = ?",
                  List.of(time.atOffset(ZoneOffset.ofHours(9)), "数据😀")))
          .containsExactly(List.of("数据😀"));
    }
    assertThat(found("select n from " + typed + " where d = ?", List.of(amount)))
        .containsExactly(List.of("数据😀"));
    assertThat(found("select n from " + typed + " where t = ? and ts > ?", List.of(time, time)))
        .containsExactly(List.of("é"));
  }

  private List<List<Object>> found(String sql, List<?> values) {
    try (Statement statement = connection.prepare(sql);
        QueryResult result = statement.query(values)) {
      return rows(result);
    }
  }

  @Test
  void takesTagsOutOfTheText() {
    // Given
    Statement statement =
        target.closeLater(
            connection.prepare("insert into ? using " + stable + " tags ('?', 5) values (?,?,?)"));
    String first = target.unique("c");
    String second = target.unique("c");

    // When
    for (int round = 0; round < 2; round++) {
      BindBatch batch = statement.newBatch();
      addRow(batch.table(first), START + round, round, "a");
      addRow(batch.table(second), START + round, round, "b");
      statement.execute(batch);
    }

    // Then
    assertThat(rows(connection, "select tbname, site, g, v from " + stable))
        .containsExactlyInAnyOrder(
            List.of(first, "?", 5, 0),
            List.of(first, "?", 5, 1),
            List.of(second, "?", 5, 0),
            List.of(second, "?", 5, 1));
  }

  @Test
  void refusesRowsWithABlobThatAreOutOfOrder() {
    // Given
    String blobs = target.unique("blobs");
    connection.execute("create table " + blobs + " (ts timestamp, b blob)");
    Statement statement =
        target.closeLater(connection.prepare("insert into " + blobs + " values (?, ?)"));
    byte[] bytes = {1};

    // When, Then
    for (long second : new long[] {START - 1, START}) {
      BindBatch batch = statement.newBatch();
      batch.table(null).addRow(List.of(START, bytes)).addRow(List.of(second, bytes));
      assertThatThrownBy(() -> statement.execute(batch))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("BLOB");
    }
    BindBatch ordered = statement.newBatch();
    ordered.table(null).addRow(List.of(START, bytes)).addRow(List.of(START + 1, bytes));
    assertThat(statement.execute(ordered)).isEqualTo(2);
  }

  @Test
  void keepsBlobsOfRowsOutOfOrderInTheFastMode() {
    // Given
    String tagged = target.unique("blobs");
    connection.execute("create stable " + tagged + " (ts timestamp, b blob) tags (g int)");
    Statement statement =
        target.closeLater(
            connection.prepare(
                "insert into ? using " + tagged + " tags (?) values (?, ?)",
                StatementOptions.INTERLACED));
    BindBatch batch = statement.newBatch();
    batch
        .table(target.unique("c"))
        .setTags(List.of(1))
        .addRow(List.of(START + 1, new byte[] {1}))
        .addRow(List.of(START, new byte[] {0}));

    // When
    statement.execute(batch);

    // Then
    assertThat(rows(connection, "select b from " + tagged + " order by ts"))
        .usingRecursiveComparison()
        .isEqualTo(List.of(List.of(new byte[] {0}), List.of(new byte[] {1})));
  }

  @Test
  void bindsThreeArrays() {
    // Given
    Statement statement = insert(StatementOptions.DEFAULT);
    BindBatch batch = statement.newBatch();
    String first = target.unique("c");
    String second = target.unique("c");
    Instant time = Instant.ofEpochMilli(START);

    // When
    batch.add(
        List.of(first, second),
        List.of(List.of("a", 1), Arrays.asList(null, null)),
        List.of(
            List.of(List.of(time, time.plusMillis(1)), Arrays.asList(1, null), List.of("x", "y")),
            List.of(List.of(START + 2), List.of(3), List.of("z"))));
    long affected = statement.execute(batch);

    // Then
    assertThat(affected).isEqualTo(3);
    assertThat(rows(connection, "select tbname, site, g, v, note from " + stable + " order by ts"))
        .containsExactly(
            List.of(first, "a", 1, 1, "x"),
            Arrays.asList(first, "a", 1, null, "y"),
            Arrays.asList(second, null, null, 3, "z"));
  }

  @Test
  void refusesArraysThatDoNotFitEachOtherBeforeSending() {
    // Given
    BindBatch batch = insert(StatementOptions.DEFAULT).newBatch();

    // When, Then
    assertThatThrownBy(() -> batch.add(List.of("a", "b"), List.of(List.of("a", 1)), List.of()))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("2 table names, tags of 1 and columns of 0");
    assertThatThrownBy(
            () ->
                batch.add(
                    List.of("a"),
                    List.of(List.of("a", 1)),
                    List.of(List.of(List.of(START), List.of("no number"), List.of("x")))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("table a: v[0] (INT)");
  }

  @Test
  void queriesAgainAfterAResultThatWasNotRead() {
    // Given
    Statement inserting = insertIntoTable();
    BindBatch batch = inserting.newBatch();
    for (int i = 0; i < 10_000; i++) {
      addRow(batch.table(null), START + i, i, "x");
    }
    inserting.execute(batch);
    Statement statement =
        target.closeLater(connection.prepare("select v from " + table + " where v >= ?"));

    // When
    QueryResult abandoned = statement.query(List.of(0));
    abandoned.fetchOne();

    // Then
    try (QueryResult result = statement.query(List.of(9_999))) {
      assertThat(rows(result)).containsExactly(List.of(9_999));
    }
  }

  @Test
  void refusesTheWrongNumberOfQueryValuesBeforeSending() {
    // Given
    Statement statement =
        target.closeLater(connection.prepare("select v from " + table + " where v > ? and v < ?"));

    // When, Then
    assertThatThrownBy(() -> statement.query(List.of(1)))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("2 parameters");
    try (QueryResult result = statement.query(List.of(1, 2))) {
      assertThat(rows(result)).isEmpty();
    }
  }

  @Test
  void refusesColumnsOfDifferentLengthBeforeSending() {
    // Given
    Statement statement = insertIntoTable();
    BindBatch batch = statement.newBatch();
    addRow(batch.table(null), START, 1, "a");
    batch.table(null).column(0).append(START + 1);

    // When, Then
    assertThatThrownBy(() -> statement.execute(batch))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("columns");
    assertThat(count(table)).isEqualTo(0L);
  }

  @Test
  void refusesAMissingTagBeforeSending() {
    // Given
    Statement statement = insert(StatementOptions.DEFAULT);
    BindBatch batch = statement.newBatch();
    batch.table(stable + "_x").tag(0).append("only one");
    addRow(batch.table(stable + "_x"), START, 1, "a");

    // When, Then
    assertThatThrownBy(() -> statement.execute(batch))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("tag");
  }

  @Test
  void refusesATableNameThatIsMissing() {
    // Given
    Statement statement = insert(StatementOptions.DEFAULT);
    BindBatch batch = statement.newBatch();
    add(batch, "", "s", 1, 1);

    // When, Then
    assertThatThrownBy(() -> statement.execute(batch))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("table name");
  }

  @Test
  void refusesAValueOfAnotherKindOrRange() {
    // Given
    TableBinding rows = insertIntoTable().newBatch().table(null);

    // When, Then
    assertThatThrownBy(() -> rows.column(1).append("text")).isInstanceOf(ClassCastException.class);
    assertThatThrownBy(() -> rows.column(1).append(1L << 31))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(rows.column(1).size()).isZero();
  }

  @Test
  void saysWhichCallFitsTheStatement() {
    // Given
    Statement inserting = insertIntoTable();
    Statement querying =
        target.closeLater(connection.prepare("select v from " + table + " where v > ?"));
    BindBatch batch = inserting.newBatch();
    addRow(batch.table(null), START, 1, "a");

    // When, Then
    assertThatThrownBy(() -> inserting.query(List.of()))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("execute()");
    assertThatThrownBy(() -> querying.execute(batch))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("query()");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into no_such_table values (?, ?)",
        "create table x (ts timestamp, v int)",
        "insert into"
      })
  void refusesToPrepareWhatCannotBe(String sql) {
    // Given
    insertIntoTable();

    // When, Then
    assertThatThrownBy(() -> connection.prepare(sql).close())
        .isInstanceOf(StatementException.class);
    assertThat(count(table)).isEqualTo(0L);
  }

  @Test
  void refusesToUseAClosedStatement() {
    // Given
    Statement statement = insertIntoTable();
    BindBatch batch = statement.newBatch();
    addRow(batch.table(null), START, 1, "a");

    // When
    statement.close();
    statement.close();

    // Then
    assertThatThrownBy(() -> statement.execute(batch))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void servesManyStatementsAtOnce() {
    // Given
    Statement first = insertIntoTable();
    Statement second = insert(StatementOptions.DEFAULT);
    BindBatch one = first.newBatch();
    BindBatch other = second.newBatch();
    addRow(one.table(null), START, 1, "a");
    add(other, stable + "_c", "s", 1, 2);

    // When
    first.execute(one);
    second.execute(other);
    first.close();
    second.execute(other);

    // Then
    assertThat(count(table)).isEqualTo(1L);
    assertThat(count(stable)).isEqualTo(1L);
  }
}
