package io.taosbridge.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.embedded.engine.SqlResult;
import io.taosbridge.embedded.golden.WireClient;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows in the server's own form can be written into tables. */
class RawWriteTest {

  private static final int WRITE_RAW_BLOCK = 4;
  private static final int WRITE_RAW_BLOCK_WITH_FIELDS = 5;

  private EmbeddedTDengine server;
  private WireClient client;

  @BeforeEach
  void start() throws Exception {
    server = EmbeddedTDengine.start();
    server.execute(
        "create database b vgroups 1",
        "create table b.t (ts timestamp, v int, s nchar(10), d decimal(10,2))");
    client = new WireClient(server.port(), "/ws");
    client.call("conn", "\"user\":\"root\",\"password\":\"taosdata\",\"db\":\"b\"");
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private List<List<Object>> rows(String sql) {
    return ((SqlResult.Rows) server.execute(sql)).rows().stream().map(Arrays::asList).toList();
  }

  private static ByteBuffer block() {
    BlockBuilder builder =
        new BlockBuilder(
            List.of(ColumnType.of(DataType.TIMESTAMP), ColumnType.of(DataType.NCHAR, 10)));
    builder.column(0).append(1767225600000L);
    builder.column(0).append(1767225600001L);
    builder.column(1).append("é");
    builder.column(1).append(null);
    return builder.build(1);
  }

  private static byte[] blockRequest(String table, byte[] fields) {
    ByteBuffer block = block();
    byte[] name = table.getBytes(StandardCharsets.UTF_8);
    ByteBuffer data =
        ByteBuffer.allocate(6 + name.length + block.remaining() + fields.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(2).putShort((short) name.length).put(name).put(block).put(fields);
    return data.array();
  }

  @Test
  void writesABlockWithNamedColumns() throws Exception {
    // Given
    byte[] fields = new byte[2 * 72];
    fields[0] = 't';
    fields[1] = 's';
    fields[72] = 's';

    // When
    JsonNode reply = client.callBinary(WRITE_RAW_BLOCK_WITH_FIELDS, blockRequest("t", fields));

    // Then
    assertThat(reply.get("code").intValue()).isZero();
    assertThat(rows("select ts, s from b.t order by ts"))
        .containsExactly(Arrays.asList(1767225600000L, "é"), Arrays.asList(1767225600001L, null));
  }

  @Test
  void writesABlockWithAllColumns() throws Exception {
    // Given
    server.execute("create table b.two (ts timestamp, s nchar(10))");

    // When
    JsonNode reply = client.callBinary(WRITE_RAW_BLOCK, blockRequest("two", new byte[0]));
    JsonNode missing = client.callBinary(WRITE_RAW_BLOCK, blockRequest("none", new byte[0]));
    JsonNode malformed = client.callBinary(WRITE_RAW_BLOCK, new byte[] {1, 0, 0, 0, 9, 0});

    // Then
    assertThat(reply.get("code").intValue()).isZero();
    assertThat(missing.get("code").intValue()).isEqualTo(0x2603);
    assertThat(malformed.get("code").intValue()).isEqualTo(65535);
    assertThat(rows("select count(*) from b.two")).containsExactly(List.of(2L));
  }
}
