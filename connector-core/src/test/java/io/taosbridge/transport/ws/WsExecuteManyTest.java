package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taosbridge.TDengine;
import io.taosbridge.client.BoundTable;
import io.taosbridge.client.Connection;
import io.taosbridge.client.error.InterfaceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many rows with one INSERT: what is sent, and what is refused before. */
@Timeout(60)
class WsExecuteManyTest {

  private static final String FIELDS =
      """
      {"stmt_id":1,"is_insert":true,"fields_count":4,"fields":[
       {"name":"ts","field_type":9,"precision":2,"scale":0,"bytes":8,"bind_type":1},
       {"name":"tbname","field_type":8,"precision":0,"scale":0,"bytes":271,"bind_type":4},
       {"name":"v","field_type":8,"precision":0,"scale":0,"bytes":22,"bind_type":1},
       {"name":"g","field_type":4,"precision":0,"scale":0,"bytes":4,"bind_type":2}]}""";
  private static final String INSERT = "insert into st (ts, tbname, v, g) values (?,?,?,?)";

  private ScriptedServer server;
  private Connection connection;

  @BeforeEach
  void startServer() throws InterruptedException {
    server = ScriptedServer.begin();
    server.on("conn", exchange -> exchange.ok("{}"));
    server.on("stmt2_init", exchange -> exchange.ok("{\"stmt_id\":1}"));
    server.on("stmt2_prepare", exchange -> exchange.ok(FIELDS));
    server.on("stmt2_bind", exchange -> exchange.ok("{\"stmt_id\":1}"));
    server.on("stmt2_exec", exchange -> exchange.ok("{\"stmt_id\":1,\"affected\":3}"));
    connection = TDengine.connect(server.url());
  }

  @AfterEach
  void stopServer() {
    connection.close();
    server.close();
  }

  @Test
  void bindsEachRowToTheTableItNames() {
    // When
    long affected =
        connection.executeMany(
            INSERT,
            List.of(
                Arrays.asList(1L, "a", "x", 7),
                Arrays.asList(Instant.ofEpochSecond(1, 2), "b", null, null),
                Arrays.asList(3L, "a", "z", 7)));

    // Then
    assertThat(affected).isEqualTo(3);
    List<BoundTable> tables =
        RecordedBind.decode(
                boundFrame(),
                ServerStatement.prepared(new Reply.Json(ScriptedServer.parse(FIELDS))).parameters())
            .tables();
    assertThat(tables).extracting(BoundTable::table).containsExactly("a", "b");
    assertThat(tables).extracting(BoundTable::rows).containsExactly(2, 1);
    assertThat(server.requests("stmt2_bind").get(0).path("data").textValue())
        .contains(HexFormat.of().formatHex(littleEndian(1_000_000_002L)));
    await().until(() -> server.actions().contains("stmt2_close"));
    assertThat(server.requests("stmt2_exec")).hasSize(1);
  }

  private ByteBuffer boundFrame() {
    byte[] data =
        HexFormat.of().parseHex(server.requests("stmt2_bind").get(0).path("data").textValue());
    return ByteBuffer.allocate(24 + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .position(24)
        .put(data)
        .flip();
  }

  private static byte[] littleEndian(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  @Test
  void namesTheRowAndBindsNothingIfAValueDoesNotFit() {
    assertThatThrownBy(
            () ->
                connection.executeMany(
                    INSERT, List.of(Arrays.asList(1L, "a", "x", 7), Arrays.asList(2L, "a", 5, 7))))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("rows[1], table a: v (VARCHAR(20)): VARCHAR(20) does not take an integer");
    assertThatThrownBy(() -> connection.executeMany(INSERT, List.of(Arrays.asList(1L, "a", "x"))))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("rows[0], 3 values for 4 parameters");
    assertThatThrownBy(
            () -> connection.executeMany(INSERT, List.of(Arrays.asList(1L, null, "x", 7))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("rows[0], the table name is no String: null");
    assertThatThrownBy(
            () ->
                connection.executeMany(
                    INSERT,
                    List.of(Arrays.asList(1L, "a", "x", 7), Arrays.asList(1L, "a", "x", 8))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("rows[1], table a: the tags differ");
    await().until(() -> server.requests("stmt2_close").size() == 4);
    assertThat(server.actions()).doesNotContain("stmt2_bind", "stmt2_exec");
  }

  @Test
  void sendsNothingForNoRows() {
    assertThat(connection.executeMany(INSERT, List.of())).isZero();
    assertThat(server.actions()).doesNotContain("stmt2_init");
  }

  @Test
  void refusesAQuery() {
    // Given
    server.on(
        "stmt2_prepare",
        exchange ->
            exchange.ok("{\"stmt_id\":1,\"is_insert\":false,\"fields\":null,\"fields_count\":1}"));

    // When, Then
    assertThatThrownBy(
            () -> connection.executeMany("select * from t where v = ?", List.of(List.of(1))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("INSERT");
    await().until(() -> server.actions().contains("stmt2_close"));
  }
}
