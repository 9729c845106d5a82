package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.TDengine;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.StatementException;
import io.taosbridge.client.error.TDengineException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a statement sends, above all after errors: some orders of requests end the adapter. */
@Timeout(120)
class WsStatementTest {

  private static final String INSERT = "insert into ? using st tags(?) values(?,?)";
  private static final String SELECT = "select v from t where v > ?";
  private static final String INSERT_FIELDS =
      """
      {"stmt_id":ID,"is_insert":true,"fields_count":4,"fields":[
       {"name":"tbname","field_type":8,"precision":0,"scale":0,"bytes":271,"bind_type":4},
       {"name":"g","field_type":4,"precision":0,"scale":0,"bytes":4,"bind_type":2},
       {"name":"ts","field_type":9,"precision":1,"scale":0,"bytes":8,"bind_type":1},
       {"name":"v","field_type":8,"precision":0,"scale":0,"bytes":22,"bind_type":1}]}""";
  private static final String ONE_COLUMN =
      """
      {"stmt_id":1,"id":3,"fields_count":1,"fields_names":["v"],"fields_types":[8],
       "fields_lengths":[22],"precision":0,"fields_precisions":[0],"fields_scales":[0]}""";

  private final AtomicInteger statements = new AtomicInteger();
  private ScriptedServer server;
  private Connection connection;

  @BeforeEach
  void startServer() throws InterruptedException {
    server = ScriptedServer.begin();
    server.on("conn", exchange -> exchange.ok("{}"));
    server.on(
        "stmt2_init",
        exchange -> exchange.ok("{\"stmt_id\":" + statements.incrementAndGet() + "}"));
    server.on(
        "stmt2_prepare",
        exchange -> {
          int id = exchange.arguments().path("stmt_id").intValue();
          boolean insert = exchange.arguments().path("sql").textValue().startsWith("insert");
          exchange.ok(
              insert
                  ? INSERT_FIELDS.replace("ID", String.valueOf(id))
                  : "{\"stmt_id\":"
                      + id
                      + ",\"is_insert\":false,\"fields\":null,\"fields_count\":1}");
        });
    server.on("stmt2_bind", exchange -> exchange.ok("{\"stmt_id\":1}"));
    server.on("stmt2_exec", exchange -> exchange.ok("{\"stmt_id\":1,\"affected\":2}"));
    server.on("stmt2_result", exchange -> exchange.ok(ONE_COLUMN));
    server.on("stmt2_close", exchange -> exchange.ok("{\"stmt_id\":1}"));
    connection = TDengine.connect(server.url() + "&read_timeout=20");
  }

  @AfterEach
  void stopServer() {
    connection.close();
    server.close();
  }

  private static BindBatch oneRow(Statement statement) {
    BindBatch batch = statement.newBatch();
    batch.table("d1").tag(0).appendLong(1);
    batch.table("d1").column(0).appendLong(1);
    batch.table("d1").column(1).appendString("a");
    return batch;
  }

  private List<String> statementActions() {
    return server.actions().stream().filter(action -> action.startsWith("stmt2")).toList();
  }

  @Test
  void tellsTheParametersOfAnInsert() {
    // When
    Statement statement = connection.prepare(INSERT, StatementOptions.INTERLACED);

    // Then
    assertThat(statement.isInsert()).isTrue();
    assertThat(statement.parameters())
        .extracting(p -> p.name() + " " + p.type() + " " + p.role() + " " + p.precision())
        .containsExactly(
            "tbname VARCHAR(269) TABLE_NAME null",
            "g INT TAG null",
            "ts TIMESTAMP COLUMN MICROSECONDS",
            "v VARCHAR(20) COLUMN null");
    assertThat(server.requests("stmt2_init").get(0).path("single_stb_insert").booleanValue())
        .isTrue();
    assertThat(server.requests("stmt2_init").get(0).path("single_table_bind_once").booleanValue())
        .isTrue();
    assertThat(server.requests("stmt2_prepare").get(0).path("get_fields").booleanValue()).isTrue();
  }

  @Test
  void bindsAndExecutesOneAfterTheOther() {
    // Given
    Statement statement = connection.prepare(INSERT);

    // When
    long affected = statement.execute(oneRow(statement)) + statement.execute(oneRow(statement));
    statement.close();

    // Then
    assertThat(affected).isEqualTo(4);
    await()
        .untilAsserted(
            () ->
                assertThat(statementActions())
                    .containsExactly(
                        "stmt2_init",
                        "stmt2_prepare",
                        "stmt2_bind",
                        "stmt2_exec",
                        "stmt2_bind",
                        "stmt2_exec",
                        "stmt2_close"));
  }

  @Test
  void splitsABatchThatHasMoreRowsThanOneBindTakes() {
    // Given
    Statement statement = connection.prepare(INSERT);
    BindBatch batch = statement.newBatch();
    batch.table("d1").tag(0).appendLong(1);
    for (int i = 0; i < 40_000; i++) {
      batch.table("d1").column(0).appendLong(i);
      batch.table("d1").column(1).appendNull();
    }

    // When
    long affected = statement.execute(batch);

    // Then
    assertThat(affected).isEqualTo(4);
    assertThat(server.requests("stmt2_bind")).hasSize(2);
    assertThat(server.requests("stmt2_exec")).hasSize(2);
  }

  @Test
  void sendsNothingForAnEmptyBatch() {
    // Given
    Statement statement = connection.prepare(INSERT);
    BindBatch batch = statement.newBatch();
    batch.table("d1").tag(0).appendLong(1);

    // When
    long affected = statement.execute(batch);

    // Then
    assertThat(affected).isZero();
    assertThat(statementActions()).containsExactly("stmt2_init", "stmt2_prepare");
  }

  @Test
  void neverExecutesAfterABindThatFailed() {
    // Given
    Statement statement = connection.prepare(INSERT);
    server.on("stmt2_bind", exchange -> exchange.error(0x2653, "Value too long"));

    // When, Then
    assertThatThrownBy(() -> statement.execute(oneRow(statement)))
        .isInstanceOf(StatementException.class)
        .hasMessageContaining("Value too long")
        .satisfies(e -> assertThat(((TDengineException) e).code()).isEqualTo(0x2653));
    await().until(() -> statementActions().contains("stmt2_close"));
    assertThat(statementActions()).doesNotContain("stmt2_exec");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stmt2_bind", "stmt2_exec"})
  void preparesAnewAfterAnError(String failing) {
    // Given
    Statement statement = connection.prepare(INSERT);
    BindBatch batch = oneRow(statement);
    server.on(failing, exchange -> exchange.error(0x060b, "Timestamp out of range"));
    assertThatThrownBy(() -> statement.execute(batch)).isInstanceOf(StatementException.class);
    server.on(failing, exchange -> exchange.ok("{\"stmt_id\":2,\"affected\":2}"));

    // When
    long affected = statement.execute(batch);

    // Then
    assertThat(affected).isEqualTo(2);
    assertThat(server.requests("stmt2_close").get(0).path("stmt_id").intValue()).isEqualTo(1);
    assertThat(server.requests("stmt2_exec"))
        .last()
        .satisfies(arguments -> assertThat(arguments.path("stmt_id").intValue()).isEqualTo(2));
    assertThat(server.requests("stmt2_bind"))
        .last()
        .satisfies(arguments -> assertThat(arguments.path("id").intValue()).isEqualTo(2));
  }

  @Test
  void closesTheServersStatementWhenPreparingFails() {
    // Given
    server.on("stmt2_prepare", exchange -> exchange.error(0x2603, "Table does not exist"));

    // When, Then
    assertThatThrownBy(() -> connection.prepare(INSERT))
        .isInstanceOf(StatementException.class)
        .hasMessageContaining("Table does not exist");
    await().until(() -> statementActions().contains("stmt2_close"));
  }

  @Test
  void refusesABatchThatWasMadeForOtherColumns() {
    // Given
    Statement statement = connection.prepare(INSERT);
    List<Parameter> older = statement.parameters().subList(0, 3);
    BindBatch batch = new BindBatch(older);
    batch.table("d1").tag(0).appendLong(1);
    batch.table("d1").column(0).appendLong(1);

    // When, Then
    assertThatThrownBy(() -> statement.execute(batch))
        .isInstanceOf(StatementException.class)
        .hasMessageContaining("make a new batch")
        .satisfies(
            e -> assertThat(((TDengineException) e).action()).isEqualTo(ErrorAction.REFRESH));
    assertThat(statementActions()).doesNotContain("stmt2_bind");
  }

  @Test
  void refusesColumnsOfDifferentLength() {
    // Given
    Statement statement = connection.prepare(INSERT);
    BindBatch batch = oneRow(statement);
    batch.table("d1").column(0).appendLong(2);

    // When, Then
    assertThatThrownBy(() -> statement.execute(batch))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("table d1: columns of 2 and of 1 values");
  }

  @Test
  void refusesATableWithoutItsTag() {
    // Given
    Statement statement = connection.prepare(INSERT);
    BindBatch batch = oneRow(statement);
    batch.table("d2").column(0).appendLong(2);
    batch.table("d2").column(1).appendNull();

    // When, Then
    assertThatThrownBy(() -> statement.execute(batch))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("table d2: a tag has 0 values");
  }

  @Test
  void refusesATableWithoutAName() {
    // Given
    Statement statement = connection.prepare(INSERT);

    for (String name : new String[] {null, "", "a\0b", "n".repeat(193)}) {
      BindBatch batch = statement.newBatch();
      batch.table(name).tag(0).appendLong(1);
      batch.table(name).column(0).appendLong(1);
      batch.table(name).column(1).appendNull();

      // When, Then
      assertThatThrownBy(() -> statement.execute(batch))
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("is no table name");
    }
  }

  @Test
  void neverSendsFewerValuesThanAQueryHasParameters() {
    // Given
    Statement statement = connection.prepare(SELECT);

    // When, Then
    assertThatThrownBy(() -> statement.query(List.of()))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("1 parameters, but got 0 values");
    assertThat(statementActions()).containsExactly("stmt2_init", "stmt2_prepare");
  }

  @Test
  void anInsertIsNoQueryNorTheOtherWayRound() {
    // Given
    Statement insert = connection.prepare(INSERT);
    Statement select = connection.prepare(SELECT);

    // When, Then
    assertThatThrownBy(() -> insert.query(List.of(1))).hasMessageContaining("execute()");
    assertThatThrownBy(() -> select.execute(new BindBatch(List.of())))
        .hasMessageContaining("query()");
  }

  @Test
  void keepsItsStatementWhenAResultWasReadToItsEnd() {
    // Given
    server.on("fetch_raw_block", exchange -> exchange.binary(WsConnectionTest.end(3)));
    Statement statement = connection.prepare(SELECT);

    // When
    statement.query(List.of(1)).fetchAll();
    statement.query(List.of(2)).fetchAll();

    // Then
    assertThat(server.requests("stmt2_init")).hasSize(1);
    assertThat(server.requests("stmt2_bind")).hasSize(2);
  }

  @Test
  void anAbandonedResultTakesItsStatementAlongOnceItsFetchIsAnswered() {
    // Given
    List<ScriptedServer.Exchange> held = new CopyOnWriteArrayList<>();
    server.on("fetch_raw_block", held::add);
    Statement statement = connection.prepare(SELECT);
    QueryResult abandoned = statement.query(List.of(1));
    await().until(() -> held.size() == 1);

    // When
    statement.query(List.of(2));

    // Then
    assertThat(server.requests("stmt2_bind"))
        .extracting(arguments -> arguments.path("id").intValue())
        .containsExactly(1, 2);
    assertThat(statementActions()).doesNotContain("stmt2_close");
    assertThatThrownBy(abandoned::nextBlock).hasMessageContaining("closed");
    held.get(0).binary(WsConnectionTest.end(3));
    await().until(() -> statementActions().contains("stmt2_close"));
    assertThat(server.requests("stmt2_close").get(0).path("stmt_id").intValue()).isEqualTo(1);
  }

  @Test
  void aResultOfAClosedStatementIsClosedToo() {
    // Given
    server.on("fetch_raw_block", exchange -> {});
    Statement statement = connection.prepare(SELECT);
    QueryResult result = statement.query(List.of(1));

    // When
    statement.close();

    // Then
    assertThatThrownBy(result::nextBlock)
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> statement.query(List.of(1))).hasMessageContaining("closed");
  }

  @Test
  void failsWithTheConnection() {
    // Given
    Statement statement = connection.prepare(INSERT);
    server.on("stmt2_exec", exchange -> exchange.socket().closeConnection(1006, "cut"));

    // When, Then
    assertThatThrownBy(() -> statement.execute(oneRow(statement)))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("stmt2_exec failed");
    assertThat(connection.isOpen()).isFalse();
    statement.close();
  }

  @Test
  void closesAStatementWhoseInitWasAnsweredTooLate() {
    // Given
    List<ScriptedServer.Exchange> held = new CopyOnWriteArrayList<>();
    server.on("stmt2_init", held::add);
    assertThat(Interrupted.call(() -> connection.prepare(INSERT), () -> held.size() == 1))
        .isInstanceOf(ConnectionException.class);

    // When
    held.get(0).ok("{\"stmt_id\":9}");

    // Then
    await().until(() -> server.requests("stmt2_close").size() == 1);
    assertThat(server.requests("stmt2_close").get(0).path("stmt_id").intValue()).isEqualTo(9);
  }

  @Test
  void namesTheValueThatAQueryDoesNotTake() {
    // Given
    Statement statement = connection.prepare(SELECT);

    // When, Then
    assertThatThrownBy(() -> statement.query(List.of(List.of())))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("values[0]");
    assertThat(statementActions()).containsExactly("stmt2_init", "stmt2_prepare");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "insert into ? using st tags(1) values(?,?)           | true",
        "insert into ? using st tags(1,\"?\") values(?,?)     | true",
        "insert into ? USING st (a) TAGS (1) (ts) VALUES (?)  | true",
        "insert into ? using st tags(1,?) values(?,?)         | false",
        "insert into ? using st (a) tags ( ? ) values(?,?)    | false",
        "insert into `using tags(1)` values(?,?)              | false",
        "insert into st (tbname,ts,a) values(?,?,1)           | false"
      })
  void runsInTheFastModeWhereTheOtherWouldEndTheAdapter(String sql, boolean fast) {
    // When
    connection.prepare(sql);

    // Then
    JsonNode init = server.requests("stmt2_init").get(0);
    assertThat(init.path("single_stb_insert").booleanValue()).isEqualTo(fast);
    assertThat(init.path("single_table_bind_once").booleanValue()).isEqualTo(fast);
  }

  @Test
  void givesUpWhenAnExecIsNotAnswered() {
    // Given
    server.on("stmt2_exec", exchange -> {});
    try (Connection impatient =
        TDengine.connect(ConnectionOptions.parse(server.url(), Map.of("read_timeout", "5")))) {
      Statement statement = impatient.prepare(INSERT);

      // When, Then
      assertThatThrownBy(() -> statement.execute(oneRow(statement)))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("no reply to stmt2_exec");
    }
  }
}
