package io.taosbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.TDengineException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One INSERT with many rows of values. */
@Covers(Area.EXECUTE_MANY)
class ExecuteManyContractTest extends ContractTest {

  private static final long START = 1_767_225_600_000L;

  private Connection connection;
  private String stable;
  private String table;

  @BeforeEach
  void makeTables() {
    connection = target.connect();
    stable = target.unique("many");
    table = target.unique("t");
    connection.execute(
        "create stable "
            + stable
            + " (ts timestamp, v int, note varchar(8)) tags (site nchar(10), g int)");
    connection.execute("create table " + table + " (ts timestamp, v int, note varchar(8))");
  }

  @Test
  void insertsIntoTheTableThatTheTextNames() {
    // When
    long affected =
        connection.executeMany(
            "insert into " + table + " values (?, ?, ?)",
            List.of(Arrays.asList(START, 1, "it's"), Arrays.asList(START + 1, null, null)));

    // Then
    assertThat(affected).isEqualTo(2);
    assertThat(rows(connection, "select ts, v, note from " + table + " order by ts"))
        .containsExactly(Arrays.asList(START, 1, "it's"), Arrays.asList(START + 1, null, null));
  }

  @Test
  void insertsIntoTheColumnsThatTheTextNames() {
    // When
    connection.executeMany(
        "insert into " + table + " (ts, note) values (?, ?)", List.of(List.of(START, "x")));

    // Then
    assertThat(rows(connection, "select v, note from " + table))
        .containsExactly(Arrays.asList(null, "x"));
  }

  @Test
  void makesTheChildTablesThatTheRowsName() {
    // Given
    String first = target.unique("c");
    String second = target.unique("c");

    // When
    long affected =
        connection.executeMany(
            "insert into ? using " + stable + " tags (?, ?) values (?, ?, ?)",
            List.of(
                Arrays.asList(first, "é", 1, START, 1, "a"),
                Arrays.asList(second, null, null, START, 2, "b"),
                Arrays.asList(first, "é", 1, START + 1, 3, "c")));

    // Then
    assertThat(affected).isEqualTo(3);
    assertThat(rows(connection, "select tbname, site, g, v, note from " + stable + " order by v"))
        .containsExactly(
            List.of(first, "é", 1, 1, "a"),
            Arrays.asList(second, null, null, 2, "b"),
            List.of(first, "é", 1, 3, "c"));
  }

  @Test
  void insertsIntoTablesOfAnyKindThatTheRowsName() {
    // Given
    String child = target.unique("c");
    connection.execute("create table " + child + " using " + stable + " tags ('a', 1)");

    // When
    long affected =
        connection.executeMany(
            "insert into ? (ts, v, note) values (?, ?, ?)",
            List.of(
                Arrays.asList(child, START, 1, "x"),
                Arrays.asList(table, START, null, "y"),
                Arrays.asList(child, START + 1, 3, null)));

    // Then
    assertThat(affected).isEqualTo(3);
    assertThat(rows(connection, "select v, note from " + child + " order by ts"))
        .containsExactly(List.of(1, "x"), Arrays.asList(3, null));
    assertThat(rows(connection, "select v, note from " + table))
        .containsExactly(Arrays.asList(null, "y"));
    assertThatThrownBy(
            () ->
                connection.executeMany(
                    "insert into ? (ts, v) values (?, ?)",
                    List.of(List.of(table, START, 1), List.of(table, START))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("rows[1]");
  }

  @Test
  void findsTheTableNameAmongTheColumns() {
    // Given
    String child = target.unique("c");

    // When
    connection.executeMany(
        "insert into " + stable + " (ts, tbname, v, g) values (?, ?, ?, ?)",
        List.of(List.of(START, child, 1, 9), List.of(START + 1, child, 2, 9)));

    // Then
    assertThat(rows(connection, "select tbname, v, g from " + stable + " order by ts"))
        .containsExactly(List.of(child, 1, 9), List.of(child, 2, 9));
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void takesPointsInTime(Precision precision) {
    // Given
    Connection other = target.connect(precision);
    String times = target.unique("times");
    Instant time = Instant.parse("2026-01-01T00:00:00.123456789Z");
    Instant minute = Instant.parse("2026-01-01T00:00:00Z");
    other.execute("create table " + times + " (ts timestamp, t timestamp)");

    // When
    other.executeMany(
        "insert into " + times + " values (?, ?)",
        List.of(
            List.of(time, time.atOffset(ZoneOffset.ofHours(9))),
            List.of(minute, minute.atZone(ZoneId.of("Asia/Tokyo")))));

    // Then
    assertThat(rows(other, "select ts, t from " + times + " order by ts"))
        .containsExactly(
            List.of(precision.of(minute), precision.of(minute)),
            List.of(precision.of(time), precision.of(time)));
  }

  @Test
  void takesMoreRowsThanOneBindOrOneStatementHolds() {
    // Given
    List<List<Object>> many = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      many.add(List.of(START + i, i, "n" + i));
    }

    // When
    long affected = connection.executeMany("insert into " + table + " values (?, ?, ?)", many);

    // Then
    assertThat(affected).isEqualTo(40_000);
    assertThat(value(connection, "select count(*) from " + table)).isEqualTo(40_000L);
    assertThat(value(connection, "select last(note) from " + table)).isEqualTo("n39999");
  }

  @Test
  void namesTheRowOfAValueThatDoesNotFitAndStoresNothing() {
    // Given
    String insert = "insert into " + table + " values (?, ?, ?)";

    // When, Then
    assertThatThrownBy(
            () ->
                connection.executeMany(
                    insert, List.of(List.of(START, 1, "a"), List.of(START + 1, List.of(), "b"))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("rows[1]");
    assertThatThrownBy(
            () -> connection.executeMany(insert, List.of(List.of(START, 1), List.of(START, 2))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("rows[0]")
        .hasMessageContaining("2 values");
    assertThat(rows(connection, "select * from " + table)).isEmpty();
  }

  @Test
  void doesNothingForNoRows() {
    assertThat(connection.executeMany("insert into " + table + " values (?, ?, ?)", List.of()))
        .isZero();
  }

  @Test
  void refusesAQuery() {
    assertThatThrownBy(
            () ->
                connection.executeMany(
                    "select * from " + table + " where v = ?", List.of(List.of(1))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("INSERT");
  }

  @Test
  void tellsWhatTheServerRefuses() {
    // Given
    String insert = "insert into " + table + " values (?, ?, ?)";

    // When, Then
    assertThatThrownBy(
            () -> connection.executeMany(insert, List.of(List.of(START, 1, "x".repeat(9)))))
        .isInstanceOf(TDengineException.class)
        .satisfies(e -> assertThat(((TDengineException) e).code()).isEqualTo(0x2653));
    assertThat(connection.executeMany(insert, List.of(List.of(START, 1, "x")))).isEqualTo(1);
  }

  @Test
  void takesValuesOfManyTypes() {
    // Given
    String wide = target.unique("wide");
    connection.execute(
        "create table "
            + wide
            + " (ts timestamp, b bool, i bigint, u bigint unsigned, d double, s varchar(10),"
            + " x varbinary(10))");
    List<Object> row =
        List.of(
            START,
            true,
            Long.MIN_VALUE,
            BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE),
            -0.1,
            "?, '?'",
            new byte[] {0, (byte) 0xff});

    // When
    connection.executeMany("insert into " + wide + " values (?, ?, ?, ?, ?, ?, ?)", List.of(row));

    // Then
    assertThat(rows(connection, "select * from " + wide).get(0).toArray()).isEqualTo(row.toArray());
  }

  @Test
  void keepsAQuestionMarkInText() {
    // When
    connection.executeMany(
        "insert into " + table + " (ts, note) values (?, ?)",
        List.of(List.of(START, "why?"), List.of(START + 1, "?")));

    // Then
    assertThat(rows(connection, "select ts, v, note from " + table + " order by ts"))
        .containsExactly(Arrays.asList(START, null, "why?"), Arrays.asList(START + 1, null, "?"));
  }
}
