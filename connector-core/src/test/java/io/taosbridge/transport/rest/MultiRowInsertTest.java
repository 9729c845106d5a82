package io.taosbridge.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.DataType;
import io.taosbridge.client.error.InterfaceException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultiRowInsertTest {

  private static TableColumns neverAsked(String table) {
    throw new AssertionError("asked for the types of " + table);
  }

  private static List<String> statements(String sql, List<? extends List<?>> rows) {
    return statements(sql, rows, MultiRowInsertTest::neverAsked);
  }

  private static List<String> statements(
      String sql, List<? extends List<?>> rows, Function<String, TableColumns> describe) {
    List<String> statements = new ArrayList<>();
    new MultiRowInsert(sql, rows, describe)
        .run(
            statement -> {
              statements.add(statement);
              return 1;
            });
    return statements;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "insert into t values (?, ?) | INSERT INTO t values (1, 'a'),(2, 'b')",
        "INSERT INTO `t?` (`a?`, b) VALUES (?,?); | INSERT INTO `t?` (`a?`, b) VALUES (1,'a'),(2,'b')",
        "insert into d.t values (?, '?', \"?\", ?) |"
            + " INSERT INTO d.t values (1, '?', \"?\", 'a'),(2, '?', \"?\", 'b')",
        "insert into t values (?, 'it''s \\' ?', ?) |"
            + " INSERT INTO t values (1, 'it''s \\' ?', 'a'),(2, 'it''s \\' ?', 'b')",
        "insert into t values (?, now + 1s, (3), ?) -- why?|"
            + " INSERT INTO t values (1, now + 1s, (3), 'a'),(2, now + 1s, (3), 'b')",
        "insert /* ? */ into t values (?, ?) | INSERT INTO t values (1, 'a'),(2, 'b')",
        "insert into t using s tags (?) values (now, ?) |"
            + " INSERT INTO t using s tags (1) values (now, 'a') t using s tags (2) values (now, 'b')",
        "insert into s (tbname, v) values (?, ?) | INSERT INTO s (tbname, v) values (1, 'a'),(2, 'b')"
      })
  void writesEachRow(String sql, String expected) {
    // When
    List<String> statements = statements(sql, List.of(List.of(1, "a"), List.of(2, "b")));

    // Then
    assertThat(statements).containsExactly(expected.strip());
  }

  @Test
  void writesRowsOfOneTableBehindEachOther() {
    // Given
    List<List<Object>> rows =
        List.of(List.of("a", 1, 10), List.of("a", 1, 11), List.of("d.b", 2, 20));

    // When
    List<String> statements = statements("insert into ? using s tags (?) values (now, ?)", rows);

    // Then
    assertThat(statements)
        .containsExactly(
            "INSERT INTO `a` using s tags (1) values (now, 10),(now, 11)"
                + " `d`.`b` using s tags (2) values (now, 20)");
  }

  @Test
  void staysBelowTheLimitOfOneStatement() {
    // Given
    String text = "é".repeat(30_000);
    List<List<Object>> rows = Collections.nCopies(100, List.of(1L, text));

    // When
    List<String> statements = statements("insert into t values (?, ?)", rows);

    // Then
    assertThat(statements).hasSize(6);
    assertThat(statements)
        .allSatisfy(
            statement -> {
              assertThat(statement).startsWith("INSERT INTO t values (1, 'é");
              assertThat(statement.getBytes(StandardCharsets.UTF_8).length)
                  .isLessThanOrEqualTo(MultiRowInsert.MAX_LENGTH);
            });
    assertThat(String.join("", statements).split("\\(1, ", -1)).hasSize(101);
  }

  @Test
  void leavesARowThatIsTooLongByItselfToTheServer() {
    // Given
    String text = "x".repeat(MultiRowInsert.MAX_LENGTH);

    // When
    List<String> statements =
        statements("insert into t values (?)", List.of(List.of(1), List.of(text), List.of(2)));

    // Then
    assertThat(statements)
        .containsExactly(
            "INSERT INTO t values (1)",
            "INSERT INTO t values ('" + text + "')",
            "INSERT INTO t values (2)");
  }

  static List<Arguments> literals() {
    return List.of(
        Arguments.of(null, "NULL"),
        Arguments.of(true, "true"),
        Arguments.of((byte) -128, "-128"),
        Arguments.of((short) -5, "-5"),
        Arguments.of(7, "7"),
        Arguments.of(Long.MIN_VALUE, "-9223372036854775808"),
        Arguments.of(new BigInteger("18446744073709551615"), "18446744073709551615"),
        Arguments.of(0.1f, "0.10000000149011612"),
        Arguments.of(Float.MAX_VALUE, "3.4028234663852886E38"),
        Arguments.of(-1e-7, "-1.0E-7"),
        Arguments.of(-0.0, "-0.0"),
        Arguments.of(new BigDecimal("-12345678901234567890.50"), "-12345678901234567890.50"),
        Arguments.of(new BigDecimal("1E+3"), "1000"),
        Arguments.of("it's \\ \"é😀\"\n\t%", "'it\\'s \\\\ \"é😀\"\n\t%'"),
        Arguments.of(Instant.ofEpochSecond(1, 5), "'1970-01-01T00:00:01.000000005Z'"),
        Arguments.of(OffsetDateTime.parse("2026-01-01T00:00:00+01:00"), "'2025-12-31T23:00:00Z'"));
  }

  @ParameterizedTest
  @MethodSource("literals")
  void writesValues(Object value, String expected) {
    // When
    List<String> statements =
        statements("insert into t values (?)", List.of(Collections.singletonList(value)));

    // Then
    assertThat(statements).containsExactly("INSERT INTO t values (" + expected + ")");
  }

  static List<Arguments> unwritable() {
    return List.of(
        Arguments.of(Double.NaN, "ws://"),
        Arguments.of(Float.NEGATIVE_INFINITY, "ws://"),
        Arguments.of("a\0b", "ws://"),
        Arguments.of(new BigDecimal("1E+999999999"), "more digits"),
        Arguments.of(new Object(), "java.lang.Object"),
        Arguments.of(List.of(), "is no value"));
  }

  @ParameterizedTest
  @MethodSource("unwritable")
  void refusesWhatSqlCannotHoldBeforeAnythingIsSent(Object value, String text) {
    // Given
    List<List<Object>> rows = List.of(List.of(1, "x"), List.of(2, value));
    List<String> sent = new ArrayList<>();

    // When
    assertThatThrownBy(
            () ->
                new MultiRowInsert(
                        "insert into t values (?, ?)", rows, MultiRowInsertTest::neverAsked)
                    .run(
                        statement -> {
                          sent.add(statement);
                          return 1;
                        }))

        // Then
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("rows[1], value 2")
        .hasMessageContaining(text);
    assertThat(sent).isEmpty();
  }

  @Test
  void refusesARowOfAnotherLength() {
    // When
    assertThatThrownBy(
            () -> statements("insert into t values (?, ?)", List.of(List.of(1, 2), List.of(1))))

        // Then
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("rows[1], 1 values for 2 parameters");
  }

  @Test
  void refusesATableNameThatIsNone() {
    for (Object name : Arrays.asList(null, 5, "", "a`b")) {
      // When, Then
      assertThatThrownBy(
              () ->
                  statements("insert into ? values (1)", List.of(Collections.singletonList(name))))
          .isInstanceOf(InterfaceException.class)
          .hasMessageContaining("table");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "select ?",
        "insert into",
        "insert into t",
        "insert into t values",
        "insert into t values (1)",
        "insert into t values (?",
        "insert into t values (?) where x",
        "insert into t values (?), (?)",
        "insert into t (?) values (1)",
        "insert into d.? values (?)",
        "insert into t using ? tags values (1)",
        "insert into t using s values (?)",
        "insert into t file '?'",
        "insert into t values '?'",
        "insert into t. ",
        "update t set a = ?"
      })
  void refusesWhatIsNoInsertOfOneGroupOfValues(String sql) {
    // When, Then
    assertThatThrownBy(() -> statements(sql, List.of(List.of(1))))
        .isInstanceOf(InterfaceException.class);
  }

  private static final Map<String, DataType> COLUMNS =
      ordered("ts", DataType.TIMESTAMP, "b", DataType.VARBINARY, "Geo", DataType.GEOMETRY);
  private static final Map<String, DataType> TAGS =
      ordered("t1", DataType.NCHAR, "t2", DataType.BLOB);

  private static Map<String, DataType> ordered(Object... pairs) {
    Map<String, DataType> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], (DataType) pairs[i + 1]);
    }
    return map;
  }

  private static TableColumns table() {
    Map<String, DataType> all = new LinkedHashMap<>(COLUMNS);
    all.putAll(TAGS);
    return new TableColumns(all, COLUMNS, TAGS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "insert into d.t values (now, ?, null) | d.t | '\\x6869'",
        "insert into t (ts, B) values (1, ?) | t | '\\x6869'",
        "insert into t using s tags ('a', ?) values (1, 2, 3) | s | '\\x6869'",
        "insert into t using d.s (t2, t1) tags (1, ?) values (1, 2, 3) | d.s | 'hi'",
        "insert into t using s tags (?, 1) (b, ts) values (1, 2) | s | 'hi'",
        "insert into s (tbname, ts, t1) values ('x', 1, ?) | s | 'hi'"
      })
  void writesBytesAsTheirColumnTakesThem(String sql, String table, String expected) {
    // Given
    List<String> asked = new ArrayList<>();
    byte[] bytes = "hi".getBytes(StandardCharsets.UTF_8);

    // When
    List<String> statements =
        statements(
            sql,
            List.of(List.of((Object) bytes), List.of((Object) bytes)),
            name -> {
              asked.add(name);
              return table();
            });

    // Then
    assertThat(asked).containsExactly(table.strip());
    assertThat(String.join("", statements)).contains(expected.strip()).doesNotContain("?");
  }

  @Test
  void asksForTheTableThatTheFirstRowNames() {
    // Given
    List<String> asked = new ArrayList<>();
    byte[] point = HexFormat.of().parseHex("0101000000000000000000f03f0000000000000040");

    // When
    List<String> statements =
        statements(
            "insert into ? (ts, `Geo`) values (1, ?)",
            List.of(List.of("d.x", point)),
            name -> {
              asked.add(name);
              return table();
            });

    // Then
    assertThat(asked).containsExactly("`d`.`x`");
    assertThat(statements)
        .containsExactly("INSERT INTO `d`.`x` (ts, `Geo`) values (1, 'POINT (1.0 2.0)')");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "insert into t (ts, nosuch) values (1, ?) | no column nosuch",
        "insert into t values (1, 2, 3, ?) | more values than columns",
        "insert into t values (?, 2, 3) | TIMESTAMP does not take bytes",
        "insert into t (t1) values (?) | not UTF-8"
      })
  void refusesBytesWhereTheyCannotBe(String sql, String text) {
    // When, Then
    assertThatThrownBy(
            () -> statements(sql, List.of(List.of((Object) new byte[] {-1})), name -> table()))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining(text);
  }
}
