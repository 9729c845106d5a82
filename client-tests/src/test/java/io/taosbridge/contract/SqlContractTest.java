package io.taosbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.Block;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Field;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.ProgrammingException;
import io.taosbridge.client.error.TDengineException;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements and the rows they answer with. */
@Covers(Area.SQL)
class SqlContractTest extends ContractTest {

  private static final long START = 1_767_225_600_000L;

  private Connection connection;
  private String table;

  @BeforeEach
  void makeTable() {
    connection = target.connect();
    table = target.unique("t");
    connection.execute("create table " + table + " (ts timestamp, v int, note varchar(20))");
  }

  private void insert(int rows) {
    StringBuilder sql = new StringBuilder("insert into " + table + " values");
    for (int i = 0; i < rows; i++) {
      sql.append(" (").append(START + i).append(',').append(i).append(",'n").append(i).append("')");
    }
    connection.execute(sql.toString());
  }

  private QueryResult all() {
    return connection.query("select ts, v, note from " + table + " order by ts");
  }

  @Test
  void tellsHowManyRowsAreAffected() {
    // When
    long inserted =
        connection.execute(
            "insert into "
                + table
                + " values ("
                + START
                + ", 1, 'a') ("
                + (START + 1)
                + ", 2, 'b')");
    long deleted = connection.execute("delete from " + table + " where ts = " + START);
    long created =
        connection.execute("create table if not exists " + table + " (ts timestamp, v int)");

    // Then
    assertThat(inserted).isEqualTo(2);
    assertThat(deleted).isEqualTo(1);
    assertThat(created).isZero();
    assertThat(value(connection, "select count(*) from " + table)).isEqualTo(1L);
  }

  @Test
  void tellsFieldsBeforeAnyRow() {
    // When
    try (QueryResult result = all()) {
      // Then
      assertThat(result.fieldCount()).isEqualTo(3);
      assertThat(result.fields())
          .containsExactly(
              new Field("ts", ColumnType.of(DataType.TIMESTAMP)),
              new Field("v", ColumnType.of(DataType.INT)),
              new Field("note", ColumnType.of(DataType.VARCHAR, 20)));
      assertThat(result.precision()).isEqualTo(Precision.MILLISECONDS);
      assertThat(result.fetchOne()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void tellsThePrecisionOfTheDatabase(Precision precision) {
    // Given
    Connection other = target.connect(precision);
    String timed = target.unique("p");
    long time = 1_767_225_600L * precision.unitsPerSecond() + 1;
    other.execute("create table " + timed + " (ts timestamp, v int)");
    other.execute("insert into " + timed + " values (" + time + ", 1)");

    // When
    try (QueryResult result = other.query("select ts from " + timed)) {
      // Then
      assertThat(result.fetchOne().orElseThrow().get(0)).isEqualTo(time);
      assertThat(result.precision()).isEqualTo(precision);
    }
  }

  @Test
  void givesEachRowOnceInAnyMixOfWays() {
    // Given
    insert(10);

    // When
    List<Object> read = new ArrayList<>();
    try (QueryResult result = all()) {
      read.add(result.fetchOne().orElseThrow().get(1));
      result.fetchMany(3).forEach(row -> read.add(row.get(1)));
      Iterator<Row> rows = result.iterator();
      read.add(rows.next().get(1));
      read.add(rows.next().get(1));
      result.fetchAll().forEach(row -> read.add(row.get(1)));

      // Then
      assertThat(read).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
      assertThat(result.fetchOne()).isEmpty();
      assertThat(result.fetchMany(5)).isEmpty();
      assertThat(result.fetchAll()).isEmpty();
      assertThat(result.nextBlock()).isEmpty();
      assertThat(rows.hasNext()).isFalse();
      assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void givesRowsAsMapsInTheOrderOfTheFields() {
    // Given
    insert(1);
    connection.execute("insert into " + table + " (ts) values (" + (START + 5) + ")");

    // When
    try (QueryResult result = all()) {
      var maps = result.fetchAllMaps();

      // Then
      assertThat(maps).hasSize(2);
      assertThat(maps.get(0))
          .containsExactly(entry("ts", START), entry("v", 0), entry("note", "n0"));
      assertThat(maps.get(1))
          .containsExactly(entry("ts", START + 5), entry("v", null), entry("note", null));
    }
  }

  private static Map.Entry<String, Object> entry(String name, Object value) {
    return new AbstractMap.SimpleImmutableEntry<>(name, value);
  }

  @Test
  void givesBlocksInPlace() {
    // Given
    insert(100);

    // When
    List<Long> read = new ArrayList<>();
    try (QueryResult result = all()) {
      for (Optional<Block> block = result.nextBlock();
          block.isPresent();
          block = result.nextBlock()) {
        for (int row = 0; row < block.get().rows(); row++) {
          read.add(block.get().column(1).getLong(row));
        }
      }
    }

    // Then
    assertThat(read).hasSize(100).startsWith(0L, 1L).endsWith(98L, 99L).isSorted();
  }

  @Test
  void readsAnEmptyResultInEveryWay() {
    for (int way = 0; way < 4; way++) {
      try (QueryResult result = all()) {
        switch (way) {
          case 0 -> assertThat(result.nextBlock()).isEmpty();
          case 1 -> assertThat(result.fetchAll()).isEmpty();
          case 2 -> assertThat(result.fetchAllMaps()).isEmpty();
          default -> assertThat(result.iterator().hasNext()).isFalse();
        }
      }
    }
  }

  @Test
  void keepsTheOrderOfRowsOverManyBlocks() {
    // Given
    int rows = 20_000;
    for (int from = 0; from < rows; from += 5_000) {
      StringBuilder sql = new StringBuilder("insert into " + table + " values");
      for (int i = from; i < from + 5_000; i++) {
        sql.append(" (").append(START + i).append(',').append(i).append(",'x')");
      }
      connection.execute(sql.toString());
    }

    // When
    int blocks = 0;
    long next = 0;
    try (QueryResult result = all()) {
      for (Optional<Block> block = result.nextBlock();
          block.isPresent();
          block = result.nextBlock()) {
        blocks++;
        for (int row = 0; row < block.get().rows(); row++) {
          assertThat(block.get().column(1).getLong(row)).isEqualTo(next);
          next++;
        }
      }
    }

    // Then
    assertThat(next).isEqualTo(rows);
    assertThat(blocks).isGreaterThan(1);
  }

  @Test
  void goesOnAfterAResultThatWasNotReadToItsEnd() {
    // Given
    insert(5_000);

    // When
    for (int i = 0; i < 20; i++) {
      try (QueryResult result = all()) {
        assertThat(result.fetchOne().orElseThrow().get(1)).isEqualTo(0);
      }
    }

    // Then
    assertThat(value(connection, "select count(*) from " + table)).isEqualTo(5_000L);
  }

  @Test
  void refusesToReadAClosedResult() {
    // Given
    insert(3);
    QueryResult result = all();

    // When
    result.close();
    result.close();

    // Then
    assertThatThrownBy(result::fetchOne)
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void endsReadingOnCancel() {
    // Given
    insert(10);
    try (QueryResult result = all()) {
      assertThat(result.fetchOne()).isPresent();

      // When
      result.cancel();

      // Then
      assertThatThrownBy(() -> result.fetchAll())
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("cancelled");
    }
    assertThat(value(connection, "select count(*) from " + table)).isEqualTo(10L);
  }

  @Test
  void takesARequestIdOfTheCallers() {
    // Given
    connection.execute("insert into " + table + " values (" + START + ", 7, 'a')", 0x1234L);

    // When
    try (QueryResult result = connection.query("select v from " + table, Long.MAX_VALUE)) {
      // Then
      assertThat(rows(result)).containsExactly(List.of(7));
    }
  }

  @Test
  void namesTheRequestThatFailed() {
    assertThatThrownBy(() -> connection.execute("insert into nowhere values (1, 2)", 77_001L))
        .isInstanceOf(TDengineException.class)
        .hasMessageContaining("request 77001")
        .satisfies(e -> assertThat(((TDengineException) e).requestId()).isEqualTo(77_001L));
    assertThatThrownBy(() -> connection.query("select nothing from " + table, 77_002L))
        .isInstanceOf(TDengineException.class)
        .satisfies(e -> assertThat(((TDengineException) e).requestId()).isEqualTo(77_002L));
  }

  @Test
  void refusesRequestId0BeforeSending() {
    assertThatThrownBy(() -> connection.execute("drop table " + table, 0))
        .isInstanceOf(TDengineException.class)
        .hasMessageContaining("request id");
    assertThatThrownBy(() -> connection.query("select 1", 0))
        .isInstanceOf(TDengineException.class)
        .hasMessageContaining("request id");
    assertThat(value(connection, "select count(*) from " + table)).isEqualTo(0L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\n\t"})
  void refusesAnEmptyStatementBeforeSending(String sql) {
    assertThatThrownBy(() -> connection.execute(sql))
        .isInstanceOf(TDengineException.class)
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> connection.query(sql))
        .isInstanceOf(TDengineException.class)
        .hasMessageContaining("empty");
  }

  @Test
  void saysWhichCallFitsTheStatement() {
    assertThatThrownBy(() -> connection.execute("select v from " + table))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("query()");
    assertThatThrownBy(
            () -> connection.query("insert into " + table + " values (" + START + ", 1, 'a')"))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("execute()");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"selct 1", "select from", "insert into", "create table x (v int", "select 'a"})
  void tellsASyntaxError(String sql) {
    assertThatThrownBy(() -> connection.query(sql))
        .isInstanceOf(ProgrammingException.class)
        .satisfies(e -> assertThat(((TDengineException) e).code()).isGreaterThan(0));
    assertThat(value(connection, "select count(*) from " + table)).isEqualTo(0L);
  }

  @Test
  void keepsTextOfManyLanguagesInSql() {
    // Given
    String text = "naïve 数据 😀";

    // When
    connection.execute("insert into " + table + " values (" + START + ", 1, '" + text + "')");

    // Then
    assertThat(value(connection, "select note from " + table)).isEqualTo(text);
  }

  @Test
  void sendsALongStatement() {
    // Given
    int rows = 20_000;
    StringBuilder sql = new StringBuilder("insert into " + table + " values");
    for (int i = 0; i < rows; i++) {
      sql.append(" (").append(START + i).append(',').append(i).append(",'some text here')");
    }
    assertThat(sql).hasSizeGreaterThan(700_000).hasSizeLessThan(1_048_576);

    // When
    long affected = connection.execute(sql.toString());

    // Then
    assertThat(affected).isEqualTo(rows);
  }
}
