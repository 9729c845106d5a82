package io.taosbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.taosbridge.TDengine;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.DatabaseException;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.ProgrammingException;
import io.taosbridge.client.error.ResultException;
import io.taosbridge.client.error.TDengineException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong, and what helps, is told in the same way by every transport. */
@Covers(Area.ERRORS)
class ErrorsContractTest extends ContractTest {

  private Connection connection;
  private String table;

  @BeforeEach
  void makeTable() {
    connection = target.connect();
    table = target.unique("errors");
    connection.execute("create table " + table + " (ts timestamp, v int, note varchar(4))");
  }

  private TDengineException failure(String sql) {
    return catchThrowableOfType(
        TDengineException.class, () -> connection.execute(sql.replace("$t", table), 4711));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("insert into nowhere values (now, 1)", DatabaseException.class, 0x2603),
        Arguments.of(
            "create table no_such_db.t (ts timestamp, v int)", DatabaseException.class, 0x0388),
        Arguments.of("create database $d", DatabaseException.class, 0x0381),
        Arguments.of("selct 1", ProgrammingException.class, 0x2600),
        Arguments.of("select nothing from $t", ProgrammingException.class, 0x2602),
        Arguments.of("insert into $t (ts, x) values (now, 1)", ProgrammingException.class, 0x2602),
        Arguments.of("insert into $t values (now, 'x', '')", ProgrammingException.class, 0x0216),
        Arguments.of("insert into $t values (now, 1, 'too long')", ResultException.class, 0x2653));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void tellsKindCodeAndRequest(String sql, Class<? extends TDengineException> kind, int code) {
    // When
    TDengineException failure = failure(sql.replace("$d", target.database(Precision.MILLISECONDS)));

    // Then
    assertThat(failure).isInstanceOf(kind).hasMessageContaining(String.format("[0x%04x]", code));
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.requestId()).isEqualTo(4711);
    assertThat(connection.isOpen()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0x090C, RETRY, DatabaseException",
    "0x0130, RETRY, ConnectionException",
    "0x000B, RECONNECT, ConnectionException",
    "0x0618, REFRESH, DatabaseException",
    "0x2653, BAD_RECORD, ResultException",
    "0x0303, FATAL, DatabaseException",
    "0x7abc, FATAL, DatabaseException"
  })
  @NeedsEmbedded
  void tellsWhatHelps(String code, ErrorAction action, String kind) {
    // Given
    int number = Integer.decode(code);
    target.embedded().faults().fail(target.queryAction(), number, "it went wrong", 1);

    // When
    TDengineException failure = failure("insert into $t values (now, 1, 'a')");

    // Then
    assertThat(failure).hasMessageContaining("it went wrong").hasMessageContaining("4711");
    assertThat(failure.code()).isEqualTo(number);
    assertThat(failure.action()).isEqualTo(action);
    assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
  }

  @Test
  void saysWhatToDo() {
    assertThat(failure("insert into $t values (now, 1, 'too long')"))
        .hasMessageContaining("widen the column");
    assertThat(failure("create table no_such_db.t (ts timestamp, v int)"))
        .hasMessageContaining("create it");
  }

  @Test
  void neverPrintsSecrets() {
    // Given
    ConnectionOptions options = target.options(Map.of("password", "s3cret-pa55"));

    // When
    ConnectionException failure =
        catchThrowableOfType(ConnectionException.class, () -> TDengine.connect(options));

    // Then
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain("s3cret-pa55").contains("root");
    assertThat(options.toString()).doesNotContain("s3cret-pa55");
    assertThat(failure.code()).isEqualTo(0x0357);
    assertThat(failure.action()).isEqualTo(ErrorAction.FATAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?unknown=1", "?conn_retries=many", "?timezone=Mars/Olympus", "/a/b"})
  void tellsAMistakeInTheUrlBeforeConnecting(String rest) {
    assertThatThrownBy(() -> TDengine.connect(target.url() + rest))
        .isInstanceOf(InterfaceException.class)
        .satisfies(
            e ->
                assertThat(((TDengineException) e).code())
                    .isEqualTo(TDengineException.CLIENT_SIDE));
  }

  @Test
  void goesOnAfterAnError() {
    // When
    assertThat(failure("selct 1")).isNotNull();
    long affected = connection.execute("insert into " + table + " values (now, 1, 'a')");

    // Then
    assertThat(affected).isEqualTo(1);
    assertThat(value(connection, "select count(*) from " + table)).isEqualTo(1L);
  }
}
