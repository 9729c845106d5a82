package io.taosbridge.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.embedded.engine.SqlResult;
import io.taosbridge.embedded.golden.WireClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** STMT, the predecessor of STMT2: what the recording of it does not show. */
class LegacyStatementTest {

  private EmbeddedTDengine server;
  private WireClient client;

  @BeforeEach
  void start() throws Exception {
    server = EmbeddedTDengine.start();
    server.execute("create database f vgroups 2 precision 'us' keep 36500", "use f");
    client = new WireClient(server.port(), "/ws");
    ok("conn", "\"user\":\"root\",\"password\":\"taosdata\",\"db\":\"f\"");
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private JsonNode ok(String action, String args) throws InterruptedException {
    JsonNode reply = client.call(action, args);
    assertThat(reply.get("code").intValue()).as(reply.toString()).isZero();
    return reply;
  }

  private JsonNode call(String action, String args) throws InterruptedException {
    return client.call(action, "\"stmt_id\":1" + (args.isEmpty() ? "" : "," + args));
  }

  private void prepare(String sql) throws InterruptedException {
    ok("init", "");
    ok("prepare", "\"stmt_id\":1,\"sql\":\"" + sql + "\"");
  }

  private List<List<Object>> rows(String sql) {
    List<List<Object>> rows = new ArrayList<>();
    for (Object[] row : ((SqlResult.Rows) server.execute(sql)).rows()) {
      rows.add(
          Arrays.stream(row)
              .map(cell -> cell instanceof byte[] b ? HexFormat.of().formatHex(b) : cell)
              .toList());
    }
    return rows;
  }

  @Test
  void bindsEveryTypeThatItHas() throws Exception {
    // Given
    server.execute(
        "create table at (ts timestamp, b bool, ti tinyint, si smallint, i int, bi bigint,"
            + " uti tinyint unsigned, usi smallint unsigned, ui int unsigned, ubi bigint unsigned,"
            + " f float, d double, vc varchar(10), nc nchar(10), vb varbinary(10),"
            + " g geometry(100), t2 timestamp)");
    prepare("insert into at values(" + "?,".repeat(16) + "?)");

    // When
    JsonNode bound =
        call(
            "bind",
            "\"columns\":[[1767225600000000],[true],[-128],[-32768],[-2147483648],"
                + "[-9223372036854775808],[255],[65535],[4294967295],[18446744073709551615],"
                + "[1.5],[-2.5],[\"vc\"],[\"né😀\"],[\"00ff\"],"
                + "[\"0101000000000000000000f03f0000000000000040\"],"
                + "[\"2026-01-01T01:00:00.000001+01:00\"]]");
    assertThat(bound.get("message").textValue()).isEmpty();
    call("add_batch", "");
    JsonNode executed = call("exec", "");

    // Then
    assertThat(executed.get("affected").intValue()).isEqualTo(1);
    assertThat(rows("select * from at").toString())
        .isEqualTo(
            "[[1767225600000000, true, -128, -32768, -2147483648, -9223372036854775808, 255, 65535,"
                + " 4294967295, 18446744073709551615, 1.5, -2.5, vc, né😀, 00ff,"
                + " 0101000000000000000000f03f0000000000000040, 1767225600000001]]");
  }

  @Test
  void storesSeveralTablesAtOnce() throws Exception {
    // Given
    server.execute("create stable st (ts timestamp, v int) tags (g int)");
    prepare("insert into ? using st tags(?) values(?,?)");

    // When
    for (int table = 1; table <= 3; table++) {
      call("set_table_name", "\"name\":\"c" + table + "\"");
      call("set_tags", "\"tags\":[" + table + "]");
      call("bind", "\"columns\":[[1,2],[" + table + ",null]]");
      call("add_batch", "");
    }
    JsonNode executed = call("exec", "");

    // Then
    assertThat(executed.get("affected").intValue()).isEqualTo(6);
    assertThat(rows("select tbname, g, v from st where v is not null order by tbname"))
        .containsExactly(List.of("c1", 1, 1), List.of("c2", 2, 2), List.of("c3", 3, 3));
  }

  @Test
  void insertsIntoATableNamedLater() throws Exception {
    // Given
    server.execute("create table nt (ts timestamp, v int)");
    prepare("insert into ? values(?,?)");

    // When
    JsonNode missing = call("set_table_name", "\"name\":\"nosuch\"");
    call("set_table_name", "\"name\":\"nt\"");
    JsonNode fields = call("get_col_fields", "");
    call("bind", "\"columns\":[[1],[7]]");
    call("add_batch", "");
    call("exec", "");

    // Then
    assertThat(missing.get("code").intValue()).isEqualTo(0x2603);
    assertThat(fields.get("fields")).hasSize(2);
    assertThat(rows("select v from nt")).containsExactly(List.of(7));
  }

  @Test
  void refusesMalformedValuesAndGoesOn() throws Exception {
    // Given
    server.execute("create table nt (ts timestamp, v tinyint, s varchar(3))");
    prepare("insert into nt values(?,?,?)");

    // When
    JsonNode range = call("bind", "\"columns\":[[1],[128],[\"a\"]]");
    JsonNode count = call("bind", "\"columns\":[[1],[1]]");
    JsonNode rowCount = call("bind", "\"columns\":[[1,2],[1],[\"a\"]]");
    JsonNode fitting = call("bind", "\"columns\":[[1],[1],[\"a\"]]");

    // Then
    for (JsonNode malformed : List.of(range, count, rowCount)) {
      assertThat(malformed.get("code").intValue()).isEqualTo(65535);
      assertThat(malformed.get("message").textValue()).startsWith("stmt parse column json:");
    }
    assertThat(fitting.get("code").intValue()).isZero();
  }

  @Test
  void isSpoiltForGoodByAValueThatDoesNotFit() throws Exception {
    // Given
    server.execute("create table nt (ts timestamp, s varchar(3))");
    prepare("insert into nt values(?,?)");

    // When
    JsonNode tooLong = call("bind", "\"columns\":[[1],[\"abcd\"]]");
    JsonNode fitting = call("bind", "\"columns\":[[1],[\"abc\"]]");
    JsonNode prepared = call("prepare", "\"sql\":\"insert into nt values(?,?)\"");

    // Then
    for (JsonNode reply : List.of(tooLong, fitting, prepared)) {
      assertThat(reply.get("code").intValue()).isEqualTo(0x2653);
    }
  }

  @Test
  void findsAMissingTimeOutWhenItExecutes() throws Exception {
    // Given
    server.execute("create table nt (ts timestamp, v int)");
    prepare("insert into nt values(?,?)");

    // When
    JsonNode bound = call("bind", "\"columns\":[[null],[1]]");
    JsonNode added = call("add_batch", "");
    JsonNode executed = call("exec", "");

    // Then
    assertThat(bound.get("code").intValue()).isZero();
    assertThat(added.get("code").intValue()).isZero();
    assertThat(executed.get("code").intValue()).isEqualTo(0x267B);
  }

  @Test
  void needsCallsInTheirOrder() throws Exception {
    // Given
    server.execute(
        "create stable st (ts timestamp, v int) tags (g int)",
        "create table nt (ts timestamp, v int)");
    prepare("insert into ? using st tags(?) values(?,?)");

    // When
    JsonNode columns = call("get_col_fields", "");
    JsonNode tags = call("set_tags", "\"tags\":[1]");
    call("prepare", "\"sql\":\"insert into nt values(?,?)\"");
    JsonNode noTags = call("get_tag_fields", "");
    JsonNode nothingBound = call("add_batch", "");
    JsonNode noResult = call("use_result", "");
    JsonNode unchecked = call("prepare", "\"sql\":\"insert intoo nt\"");
    JsonNode syntax = call("get_col_fields", "");

    // Then
    assertThat(columns.get("code").intValue()).isEqualTo(0x022B);
    assertThat(tags.get("code").intValue()).isEqualTo(0x022B);
    assertThat(noTags.get("code").intValue()).isEqualTo(0x022A);
    assertThat(nothingBound.get("code").intValue()).isEqualTo(0x022A);
    assertThat(noResult.get("code").intValue()).isEqualTo(65535);
    assertThat(unchecked.get("code").intValue()).isZero();
    assertThat(syntax.get("code").intValue()).isEqualTo(0x0216);
  }
}
