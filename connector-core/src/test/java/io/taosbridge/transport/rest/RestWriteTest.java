package io.taosbridge.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.SchemalessPrecision;
import io.taosbridge.client.SchemalessProtocol;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.SchemalessException;
import io.taosbridge.golden.GoldenRecording;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many rows by one call, and schemaless text. */
@Timeout(120)
class RestWriteTest {

  private final ScriptedHttpServer server = ScriptedHttpServer.begin();

  @AfterEach
  void stop() {
    server.close();
  }

  private Connection connect(String behindPort) {
    return TDengine.connect(server.url() + behindPort);
  }

  @Test
  void writesManyRowsInOneStatement() {
    try (Connection connection = connect("")) {
      // When
      long rows =
          connection.executeMany(
              "insert into t values (?, ?)",
              List.of(List.of(1L, "a"), List.of(Instant.ofEpochSecond(1), "b'")));

      // Then
      assertThat(rows).isEqualTo(7);
      assertThat(server.last().body())
          .isEqualTo("INSERT INTO t values (1, 'a'),('1970-01-01T00:00:01Z', 'b\\'')");
    }
  }

  @Test
  void asksForTheTypesWhenBytesAreWritten() {
    // Given
    server.on(
        "DESCRIBE t",
        exchange ->
            exchange.json(
                "{\"code\":0,\"column_meta\":[[\"field\",\"VARCHAR\",64],[\"type\",\"VARCHAR\",20],"
                    + "[\"length\",\"INT\",4],[\"note\",\"VARCHAR\",16]],\"data\":["
                    + "[\"ts\",\"TIMESTAMP\",8,\"\"],[\"b\",\"VARBINARY\",8,\"\"]],\"rows\":2}"));
    try (Connection connection = connect("")) {
      // When
      connection.executeMany(
          "insert into t values (?, ?)", List.of(List.of(1L, new byte[] {1, -1})));

      // Then
      assertThat(server.last().body()).isEqualTo("INSERT INTO t values (1, '\\x01ff')");
    }
  }

  @Test
  void writesNothingWithoutRows() {
    try (Connection connection = connect("")) {
      // When, Then
      assertThat(connection.executeMany("insert into t values (?)", List.of())).isZero();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void writesLines() {
    // Given
    server.on("/influxdb/v1/write", exchange -> exchange.noContent());
    try (Connection connection = connect("/db?token=x")) {
      // When
      long rows =
          connection.insert(
              SchemalessBatch.ofLines(List.of("m,t=a v=1 1", "m,t=b v=2 1"))
                  .withPrecision(SchemalessPrecision.MICROSECOND)
                  .withTtlDays(3)
                  .withTableNameKey("t")
                  .withRequestId(-1));

      // Then
      assertThat(rows).isEqualTo(-1);
      assertThat(server.last().target())
          .isEqualTo(
              "/influxdb/v1/write?db=db&precision=u&req_id=18446744073709551615&ttl=3"
                  + "&table_name_key=t&token=x");
      assertThat(server.last().body()).isEqualTo("m,t=a v=1 1\nm,t=b v=2 1");
      assertThat(server.last().headers())
          .containsEntry("authorization", "Basic cm9vdDp0YW9zZGF0YQ==");
    }
  }

  @ParameterizedTest
  @CsvSource({"TELNET, telnet", "JSON, json"})
  void writesOpenTsdb(SchemalessProtocol protocol, String path) {
    // Given
    server.otherwise(exchange -> exchange.noContent());
    String text = protocol == SchemalessProtocol.JSON ? "{\"metric\":\"m\"}" : "m 1 1 t=a";
    server.on("use `db`", exchange -> exchange.json(ScriptedHttpServer.UPDATED));
    try (Connection connection = connect("/db")) {
      // When
      long rows =
          connection.insert(
              SchemalessBatch.ofText(protocol, text)
                  .withTtlDays(2)
                  .withTableNameKey("t")
                  .withRequestId(8));

      // Then
      assertThat(rows).isEqualTo(-1);
      assertThat(server.last().target())
          .isEqualTo("/opentsdb/v1/put/" + path + "/db?req_id=8&ttl=2&table_name_key=t");
      assertThat(server.last().body()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "30, 0x20a",
    "40, 0x3002",
    "46, 0x203",
    "60, 0x263c",
    "72, 0x388",
    "98, 0x20a",
    "116, 0x388",
    "148, 0x221",
    "162, 0x224"
  })
  void tellsWhyTextIsRefused(int event, String code) {
    // Given
    GoldenRecording recording = GoldenRecording.load("rest-schemaless");
    try (Connection connection = connect("/db")) {
      server.otherwise(exchange -> exchange.replay(recording.event(event)));

      // When
      assertThatThrownBy(
              () -> connection.insert(SchemalessBatch.ofLines(List.of("x")).withRequestId(4)))

          // Then
          .isInstanceOf(SchemalessException.class)
          .hasMessageNotContaining("[" + code + "] [")
          .extracting("code", "requestId")
          .containsExactly(Integer.decode(code), 4L);
    }
  }

  @ParameterizedTest
  @CsvSource({"80, get auth error", "82, Authentication failure", "114, auth needed"})
  void tellsThatTheLoginForTextIsRefused(int event, String text) {
    // Given
    GoldenRecording recording = GoldenRecording.load("rest-schemaless");
    try (Connection connection = connect("/db")) {
      server.otherwise(exchange -> exchange.replay(recording.event(event)));

      // When
      assertThatThrownBy(() -> connection.insert(SchemalessBatch.ofLines(List.of("x"))))

          // Then
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining(text)
          .extracting("action")
          .isEqualTo(ErrorAction.FATAL);
    }
  }

  @Test
  void needsADatabaseForText() {
    try (Connection connection = connect("")) {
      // When, Then
      assertThatThrownBy(() -> connection.insert(SchemalessBatch.ofLines(List.of("x"))))
          .isInstanceOf(InterfaceException.class)
          .hasMessageContaining("database");
      assertThat(server.requests()).hasSize(1);
    }
  }
}
