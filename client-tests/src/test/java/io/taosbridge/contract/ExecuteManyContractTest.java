package io.taosbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.Connection;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.TDengineException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One INSERT with many rows of values. */
@Covers(Area.EXECUTE_MANY)
class ExecuteManyContractTest extends ContractTest {

  private static final long START = 1_767_225_600_000L;

  private Connection connection;
  private String table;
  private String stable;

  @BeforeEach
  void makeTables() {
    connection = target.connect();
    table = target.unique("many");
    stable = target.unique("meters");
    connection.execute("create table " + table + " (ts timestamp, v int, note nchar(20))");
    connection.execute(
        "create stable " + stable + " (ts timestamp, v int) tags (site nchar(10), g int)");
  }

  private long insert(List<? extends List<?>> rows) {
    return connection.executeMany("insert into " + table + " values (?, ?, ?)", rows);
  }

  private List<List<Object>> stored() {
    return rows(connection, "select ts, v, note from " + table + " order by ts");
  }

  @Test
  void insertsEveryRow() {
    // When
    long affected =
        insert(
            List.of(
                List.of(START, 1, "a"),
                Arrays.asList(START + 1, null, null),
                List.of(START + 2, -3, "it's \\ \"é😀\"\n")));

    // Then
    assertThat(affected).isEqualTo(3);
    assertThat(stored())
        .containsExactly(
            List.of(START, 1, "a"),
            Arrays.asList(START + 1, null, null),
            List.of(START + 2, -3, "it's \\ \"é😀\"\n"));
  }

  @Test
  void insertsMoreRowsThanOneRequestTakes() {
    // Given
    int rows = 40_000;
    List<List<?>> values = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      values.add(List.of(START + i, i, "a note of some size"));
    }

    // When
    long affected = insert(values);

    // Then
    assertThat(affected).isEqualTo(rows);
    assertThat(rows(connection, "select count(*), min(v), max(v) from " + table))
        .containsExactly(List.of((long) rows, 0, rows - 1));
  }

  @Test
  void doesNothingForNoRows() {
    // When
    long affected = insert(List.of());

    // Then
    assertThat(affected).isZero();
    assertThat(stored()).isEmpty();
  }

  @Test
  void takesPointsInTime() {
    // When
    insert(List.of(List.of(Instant.ofEpochMilli(START + 5), 1, "instant")));

    // Then
    assertThat(stored()).containsExactly(List.of(START + 5, 1, "instant"));
  }

  @Test
  void insertsIntoTheChildTableThatEachRowNames() {
    // When
    long affected =
        connection.executeMany(
            "insert into " + stable + " (tbname, site, g, ts, v) values (?, ?, ?, ?, ?)",
            List.of(
                List.of(stable + "_a", "here", 1, START, 10),
                List.of(stable + "_b", "there", 2, START, 20),
                List.of(stable + "_a", "here", 1, START + 1, 11)));

    // Then
    assertThat(affected).isEqualTo(3);
    assertThat(rows(connection, "select tbname, site, g, v from " + stable + " order by v"))
        .containsExactly(
            List.of(stable + "_a", "here", 1, 10),
            List.of(stable + "_a", "here", 1, 11),
            List.of(stable + "_b", "there", 2, 20));
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
    assertThat(stored())
        .containsExactly(Arrays.asList(START, null, "why?"), Arrays.asList(START + 1, null, "?"));
  }

  @Test
  void refusesARowOfAnotherLengthBeforeSending() {
    assertThatThrownBy(() -> insert(List.of(List.of(START, 1, "a"), List.of(START + 1, 2))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("2 values");
    assertThat(stored()).isEmpty();
  }

  @Test
  void refusesAValueThatSqlCannotHold() {
    assertThatThrownBy(() -> insert(List.of(List.of(START, new Object(), "a"))))
        .isInstanceOf(InterfaceException.class);
    assertThat(stored()).isEmpty();
  }

  @Test
  void refusesAQuery() {
    assertThatThrownBy(
            () ->
                connection.executeMany(
                    "select v from " + table + " where v = ?", List.of(List.of(1))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("INSERT");
  }

  @Test
  void tellsWhatTheServerRefuses() {
    assertThatThrownBy(
            () -> insert(List.of(List.of(START, 1, "a text of more than twenty characters"))))
        .isInstanceOf(TDengineException.class)
        .satisfies(e -> assertThat(((TDengineException) e).code()).isPositive());
    assertThatThrownBy(
            () -> connection.executeMany("insert into nowhere values (?)", List.of(List.of(1))))
        .isInstanceOf(TDengineException.class);
    assertThat(stored()).isEmpty();
  }
}
