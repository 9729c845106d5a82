package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.TDengine;
import io.taosbridge.block.Block;
import io.taosbridge.block.DataType;
import io.taosbridge.client.Connection;
import io.taosbridge.client.LegacyStatement;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.StatementException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.golden.GoldenRecording;
import io.taosbridge.golden.GoldenRows;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The older STMT: what it sends, and what it must not send since it would end the adapter. */
@Timeout(60)
class WsLegacyStatementTest {

  private static final String INSERT = "insert into ? using st tags(?,?) values(?,?,?)";
  private static final String TAG_FIELDS =
      """
      {"stmt_id":1,"fields":[
       {"name":"g","field_type":4,"precision":0,"scale":0,"bytes":4},
       {"name":"h","field_type":10,"precision":0,"scale":0,"bytes":42}]}""";
  private static final String COLUMN_FIELDS =
      """
      {"stmt_id":1,"fields":[
       {"name":"ts","field_type":9,"precision":1,"scale":0,"bytes":8},
       {"name":"v","field_type":4,"precision":0,"scale":0,"bytes":4},
       {"name":"s","field_type":8,"precision":0,"scale":0,"bytes":12}]}""";
  private static final List<List<?>> ONE_ROW = List.of(List.of(1L), List.of(2), List.of("a"));
  private static final List<Object> TAGS = List.of(3, "é");

  private final AtomicInteger statements = new AtomicInteger();
  private ScriptedServer server;
  private Connection connection;

  @BeforeEach
  void startServer() throws InterruptedException {
    server = ScriptedServer.begin();
    server.on("conn", exchange -> exchange.ok("{}"));
    server.on(
        "init", exchange -> exchange.ok("{\"stmt_id\":" + statements.incrementAndGet() + "}"));
    server.on(
        "prepare",
        exchange ->
            exchange.ok(
                "{\"stmt_id\":1,\"is_insert\":"
                    + exchange.arguments().path("sql").asText().startsWith("insert")
                    + "}"));
    for (String action : List.of("set_table_name", "set_tags", "bind", "add_batch")) {
      server.on(action, exchange -> exchange.ok("{\"stmt_id\":1}"));
    }
    server.on("get_tag_fields", exchange -> exchange.ok(TAG_FIELDS));
    server.on("get_col_fields", exchange -> exchange.ok(COLUMN_FIELDS));
    server.on("exec", exchange -> exchange.ok("{\"stmt_id\":1,\"affected\":2}"));
    connection = TDengine.connect(server.url());
  }

  @AfterEach
  void stopServer() {
    connection.close();
    server.close();
  }

  private List<String> actions() {
    return server.actions().stream()
        .filter(action -> !action.equals("version") && !action.equals("conn"))
        .toList();
  }

  private Block block(String action, int index) {
    byte[] data =
        HexFormat.of().parseHex(server.requests(action).get(index).path("data").textValue());
    return Block.wrap(ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
  }

  private void round(LegacyStatement statement, String table) {
    statement.setTableName(table);
    statement.setTags(TAGS);
    statement.bind(ONE_ROW);
    statement.addBatch();
  }

  @Test
  void sendsTheRecordedValuesAndUnderstandsTheRecordedReplies() {
    // Given
    GoldenRecording recording = GoldenRecording.load("ws-stmt-old");
    RecordedReplies replies = new RecordedReplies(recording.events().subList(0, 28));
    for (String action :
        List.of(
            "init",
            "prepare",
            "set_table_name",
            "get_tag_fields",
            "get_col_fields",
            "add_batch",
            "exec")) {
      server.on(action, replies);
    }
    server.on("set_tags", exchange -> exchange.replay(recording.event(14)));
    server.on("bind", exchange -> exchange.replay(recording.event(18)));

    // When
    LegacyStatement statement =
        connection.prepareLegacy("insert into ? using st tags(?,?) values(?,?,?)");
    statement.setTableName("o1");
    statement.setTags(List.of(3, "é"));
    statement.bind(
        List.of(
            List.of(1767225600000L, Instant.parse("2026-01-01T00:00:01Z")),
            Arrays.asList(1, null),
            Arrays.asList("a", null)));
    statement.addBatch();
    long affected = statement.execute();
    statement.close();
    statement.close();

    // Then
    assertThat(affected).isEqualTo(2).isEqualTo(statement.affectedRows());
    JsonNode stored = recording.expectations().get(0);
    List<List<String>> rows = GoldenRows.expected(stored); // tbname, ts, v, s, g, h
    List<List<String>> bound = GoldenRows.actual(block("bind", 0));
    for (int i = 0; i < rows.size(); i++) {
      assertThat(bound.get(i)).isEqualTo(rows.get(i).subList(1, 4));
      assertThat(GoldenRows.actual(block("set_tags", 0)).get(0))
          .isEqualTo(rows.get(i).subList(4, 6));
    }
    await().until(() -> server.requests("close").size() == 1);
    assertThatThrownBy(() -> statement.setTableName("o2"))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void keepsEveryTypeExactly() {
    // Given
    DataType[] types = {
      DataType.TIMESTAMP,
      DataType.BOOL,
      DataType.TINYINT,
      DataType.SMALLINT,
      DataType.INT,
      DataType.BIGINT,
      DataType.UTINYINT,
      DataType.USMALLINT,
      DataType.UINT,
      DataType.UBIGINT,
      DataType.FLOAT,
      DataType.DOUBLE,
      DataType.VARCHAR,
      DataType.NCHAR,
      DataType.VARBINARY,
      DataType.GEOMETRY
    };
    List<?> values =
        List.of(
            -1L,
            true,
            (byte) -128,
            (short) -32768,
            Integer.MIN_VALUE,
            Long.MIN_VALUE + 1,
            (short) 255,
            65535,
            4294967295L,
            new BigInteger("18446744073709551615"),
            Float.MIN_VALUE,
            Double.NaN,
            "a\u0000é",
            "日本😀",
            new byte[] {0, -1},
            new byte[] {1, 1, 0});
    StringBuilder fields = new StringBuilder();
    for (DataType type : types) {
      fields.append(fields.isEmpty() ? "" : ",").append(field("c", type));
    }
    server.on(
        "get_col_fields", exchange -> exchange.ok("{\"stmt_id\":1,\"fields\":[" + fields + "]}"));
    LegacyStatement statement = connection.prepareLegacy("insert into t values(?)");

    // When
    statement.bind(values.stream().map(value -> Arrays.asList(value, null)).toList());

    // Then
    Block block = block("bind", 0);
    for (int i = 0; i < types.length; i++) {
      assertThat(block.column(i).type().type()).isEqualTo(types[i]);
      assertThat(block.column(i).getObject(0)).as(types[i].name()).isEqualTo(values.get(i));
      assertThat(block.column(i).getObject(1)).as(types[i].name()).isNull();
    }
  }

  private static String field(String name, DataType type) {
    return "{\"name\":\""
        + name
        + "\",\"field_type\":"
        + type.code()
        + ",\"precision\":0,\"scale\":0,\"bytes\":402}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"DECIMAL64", "DECIMAL128", "BLOB"})
  void refusesTypesThatStmtDoesNotTake(String type) {
    // Given
    String fields = "{\"stmt_id\":1,\"fields\":[" + field("c", DataType.valueOf(type)) + "]}";
    server.on("get_col_fields", exchange -> exchange.ok(fields));
    LegacyStatement statement = connection.prepareLegacy("insert into t values(?)");

    // When, Then
    assertThatThrownBy(() -> statement.bind(List.of(List.of(1))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("does not take c")
        .hasMessageContaining("prepare()");
    assertThat(actions()).doesNotContain("bind");
  }

  @Test
  void writesSeveralTablesInSeveralRounds() {
    // Given
    LegacyStatement statement = connection.prepareLegacy(INSERT);

    // When
    round(statement, "a");
    round(statement, "b");
    statement.execute();
    statement.bind(ONE_ROW);
    statement.addBatch();
    statement.execute();
    round(statement, "a");
    statement.execute();

    // Then
    assertThat(statement.affectedRows()).isEqualTo(6);
    assertThat(server.requests("set_table_name"))
        .extracting(request -> request.path("stmt_id") + request.path("name").asText())
        .as("a table named after an execution gets a statement of its own")
        .containsExactly("1a", "1b", "2a");
    assertThat(server.requests("exec"))
        .extracting(request -> request.path("stmt_id").intValue())
        .containsExactly(1, 1, 2);
    await().until(() -> server.requests("close").size() == 1);
  }

  @Test
  void splitsColumnsThatOneBindDoesNotTake() {
    // Given
    LegacyStatement statement = connection.prepareLegacy("insert into t values(?,?,?)");

    // When
    statement.bind(
        List.of(
            Collections.nCopies(70_000, 1L),
            Collections.nCopies(70_000, 2),
            Collections.nCopies(70_000, "x")));
    statement.addBatch();
    statement.execute();

    // Then
    assertThat(actions())
        .containsSubsequence("bind", "add_batch", "bind", "add_batch", "bind", "add_batch", "exec");
    assertThat(List.of(block("bind", 0).rows(), block("bind", 1).rows(), block("bind", 2).rows()))
        .containsExactly(32_767, 32_767, 4_466);
  }

  @Test
  void tellsMistakesBeforeAnythingIsSent() {
    // Given
    LegacyStatement statement = connection.prepareLegacy(INSERT);

    // When, Then
    assertThatThrownBy(statement::execute)
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("nothing to execute");
    assertThatThrownBy(statement::addBatch).hasMessageContaining("no rows were bound");
    statement.setTableName("a");
    assertThatThrownBy(() -> statement.bind(ONE_ROW))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("setTags");
    assertThatThrownBy(() -> statement.setTags(List.of(1)))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("1 tags, but the statement has 2");
    assertThatThrownBy(() -> statement.setTags(List.of("x", "y")))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("g (INT)");
    statement.setTags(TAGS);
    assertThatThrownBy(() -> statement.bind(List.of(List.of(1L), List.of(2))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("2 columns, but the statement has 3");
    assertThatThrownBy(() -> statement.bind(List.of(List.of(), List.of(), List.of())))
        .hasMessageContaining("no rows");
    assertThatThrownBy(
            () -> statement.bind(List.of(List.of(1L, 2L), List.of(2), List.of("a", "b"))))
        .hasMessageContaining("column v has 1 values, but column ts has 2");
    assertThatThrownBy(
            () -> statement.bind(List.of(List.of(1L, 2L), List.of(2, "x"), List.of("a", "b"))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("v[1] (INT)");
    assertThat(actions()).doesNotContain("bind", "exec");
    statement.bind(ONE_ROW);
    assertThatThrownBy(statement::execute).hasMessageContaining("addBatch");
    assertThatThrownBy(() -> statement.bind(ONE_ROW)).hasMessageContaining("addBatch");
    assertThatThrownBy(() -> statement.setTableName("b")).hasMessageContaining("addBatch");
    statement.addBatch();
    assertThat(statement.execute()).isEqualTo(2);
  }

  @Test
  void tagsInTheTextAllowOneTableInAnExecution() {
    // Given
    LegacyStatement statement =
        connection.prepareLegacy("insert into ? using st tags(1,'?') values(?,?,?)");
    statement.setTableName("a");
    statement.bind(ONE_ROW);
    statement.addBatch();

    // When, Then
    assertThatThrownBy(() -> statement.setTableName("b"))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("execute before naming another table");
    assertThatThrownBy(() -> statement.setTags(TAGS)).hasMessageContaining("no ? for tags");
    statement.execute();
    statement.setTableName("b");
    assertThat(server.requests("init")).hasSize(2);
  }

  @Test
  void refusesAQuery() {
    assertThatThrownBy(() -> connection.prepareLegacy("select * from t where v = ?"))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("INSERT");
    await().until(() -> server.actions().contains("close"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"set_table_name", "set_tags", "bind", "add_batch", "exec"})
  void beginsAnewAfterAnError(String failing) {
    // Given
    LegacyStatement statement = connection.prepareLegacy(INSERT);
    server.on(failing, exchange -> exchange.error(0x2653, "Value too long"));

    // When
    assertThatThrownBy(
            () -> {
              round(statement, "a");
              statement.execute();
            })
        .isInstanceOf(StatementException.class)
        .hasMessageContaining("Value too long")
        .satisfies(e -> assertThat(((TDengineException) e).code()).isEqualTo(0x2653));
    server.on(failing, exchange -> exchange.ok("{\"stmt_id\":2,\"affected\":2}"));

    // Then
    assertThatThrownBy(statement::execute).hasMessageContaining("nothing to execute");
    round(statement, "a");
    assertThat(statement.execute()).isEqualTo(2);
    assertThat(server.requests("exec"))
        .last()
        .extracting(request -> request.path("stmt_id").intValue())
        .isEqualTo(2);
    await().until(() -> server.requests("close").size() == 1);
    assertThat(server.requests("close").get(0).path("stmt_id").intValue()).isEqualTo(1);
  }

  @Test
  void refusesTimesThatTheAdapterWouldGarble() {
    // Given
    server.on(
        "get_col_fields",
        exchange ->
            exchange.ok(COLUMN_FIELDS.replace("\"v\",\"field_type\":4", "\"v\",\"field_type\":9")));
    LegacyStatement statement = connection.prepareLegacy("insert into t values(?,?,?)");
    Instant time = Instant.parse("2026-01-01T00:00:00Z");

    // When, Then: the first column is told to be in microseconds, the second in milliseconds
    assertThatThrownBy(() -> statement.bind(List.of(List.of(time), List.of(time), List.of("a"))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("v[0] (TIMESTAMP)")
        .hasMessageContaining("prepare()");
    assertThatThrownBy(
            () ->
                statement.bind(
                    List.of(List.of(10_000_000_000_000_000L), List.of(1L), List.of("a"))))
        .hasMessageContaining("ts[0] (TIMESTAMP)");
    statement.bind(List.of(List.of(time), Arrays.asList((Object) null), List.of("a")));
    assertThat(block("bind", 0).column(0).getLong(0)).isEqualTo(1767225600000000L);
  }

  @Test
  void takesNoPointInTimeWhereTheUnitIsNotTold() {
    // Given
    server.on(
        "get_col_fields",
        exchange ->
            exchange.ok(
                "{\"stmt_id\":1,\"fields\":["
                    + field("v", DataType.INT)
                    + ","
                    + field("ts", DataType.TIMESTAMP)
                    + "]}"));
    LegacyStatement statement = connection.prepareLegacy("insert into t (v, ts) values(?,?)");

    // When, Then
    assertThatThrownBy(() -> statement.bind(List.of(List.of(1), List.of(Instant.EPOCH))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("ts[0] (TIMESTAMP)")
        .hasMessageContaining("give a number");
    statement.bind(List.of(List.of(1), List.of(5L)));
  }

  @Test
  void closesAStatementWhoseInitWasAnsweredTooLate() {
    // Given
    List<ScriptedServer.Exchange> held = new CopyOnWriteArrayList<>();
    server.on("init", held::add);
    assertThat(Interrupted.call(() -> connection.prepareLegacy(INSERT), () -> held.size() == 1))
        .isInstanceOf(ConnectionException.class);

    // When
    held.get(0).ok("{\"stmt_id\":9}");

    // Then
    await().until(() -> server.requests("close").size() == 1);
    assertThat(server.requests("close").get(0).path("stmt_id").intValue()).isEqualTo(9);
  }
}
