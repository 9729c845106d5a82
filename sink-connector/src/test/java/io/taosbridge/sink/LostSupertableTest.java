package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.TDengine;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.connect.FieldSchemas;
import io.taosbridge.connect.SchemaParameters;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.sink.config.SinkConfig;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of which their source could not tell whose child table they are from any more. */
class LostSupertableTest {

  private final EmbeddedTDengine server = EmbeddedTDengine.start();
  private final Connection connection = TDengine.connect(server.url("ws"));
  private final SettledEngine engine =
      SettledEngine.on(
          new SinkConfig(Map.of("connection.url", server.url("ws"), "meta.handling", "replicate")),
          () -> TDengine.connect(server.url("ws")),
          new FakeReporter(),
          () -> 0);

  @BeforeEach
  void create() {
    connection.execute("CREATE DATABASE d");
    connection.execute("CREATE STABLE d.s (ts TIMESTAMP, v VARCHAR(2)) TAGS (t INT)");
    connection.execute("CREATE TABLE d.c USING d.s TAGS (1)");
  }

  @AfterEach
  void close() {
    engine.close();
    connection.close();
    server.close();
  }

  @Test
  void giveItTheirColumn() {
    // Given
    Schema schema = schema(Map.of("w", "INT"));

    // When
    engine.put(List.of(record(new Struct(schema).put("w", 5))));
    engine.preCommit(Map.of());

    // Then
    assertThat(query("SELECT w FROM d.s WHERE tbname = 'c'")).containsExactly(5);
  }

  @Test
  void widenItsColumn() {
    // Given
    Schema schema = schema(Map.of("v", "VARCHAR(8)"));

    // When
    engine.put(List.of(record(new Struct(schema).put("v", "too long"))));
    engine.preCommit(Map.of());

    // Then
    assertThat(query("SELECT v FROM d.s WHERE tbname = 'c'")).containsExactly("too long");
  }

  private static Schema schema(Map<String, String> columns) {
    SchemaBuilder schema =
        SchemaBuilder.struct()
            .parameter(SchemaParameters.DATABASE, "d")
            .parameter(SchemaParameters.PRECISION, Precision.MILLISECONDS.symbol())
            .field(
                "ts", FieldSchemas.required(ColumnType.parse("TIMESTAMP"), Precision.MILLISECONDS));
    columns.forEach(
        (name, type) ->
            schema.field(
                name, FieldSchemas.column(ColumnType.parse(type), Precision.MILLISECONDS)));
    return schema.field("tbname", Schema.STRING_SCHEMA).build();
  }

  @SuppressWarnings("JavaUtilDate") // Connect's Timestamp is one
  private static SinkRecord record(Struct value) {
    value.put("ts", new Date(1_700_000_000_000L)).put("tbname", "c");
    return new SinkRecord("t", 0, null, null, value.schema(), value, 0);
  }

  private List<Object> query(String sql) {
    List<Object> values = new ArrayList<>();
    try (QueryResult result = connection.query(sql)) {
      for (Row row : result) {
        values.add(row.get(0));
      }
    }
    return values;
  }
}
