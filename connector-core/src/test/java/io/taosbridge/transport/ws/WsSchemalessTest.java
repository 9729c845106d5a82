package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.SchemalessPrecision;
import io.taosbridge.client.SchemalessProtocol;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.SchemalessException;
import io.taosbridge.golden.GoldenEvent;
import io.taosbridge.golden.GoldenRecording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemaless text, with what a real server answered to it. */
@Timeout(60)
class WsSchemalessTest {

  private static final String LINE = "m,t=x v=1 1767225600000000000";

  private ScriptedServer server;

  @BeforeEach
  void startServer() throws InterruptedException {
    server = ScriptedServer.begin();
    server.on("conn", exchange -> exchange.ok("{}"));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  /** Requests that this client would send, with the reply to each. */
  static Stream<Arguments> recorded() {
    List<GoldenEvent> events = GoldenRecording.load("ws-schemaless").events();
    List<Arguments> exchanges = new ArrayList<>();
    for (GoldenEvent event : events) {
      if (event.fromClient() && event.isText() && event.connection() == 1) {
        JsonNode arguments = event.json().path("args");
        Optional<SchemalessProtocol> protocol =
            Arrays.stream(SchemalessProtocol.values())
                .filter(p -> p.code() == arguments.path("protocol").intValue())
                .findFirst();
        String data = arguments.path("data").asText();
        boolean refusedByClient =
            data.isBlank() || data.contains("\n\n") || data.equals("{") || data.equals("{}");
        if (arguments.has("table_name_key") && protocol.isPresent() && !refusedByClient) {
          precision(arguments, protocol.get())
              .ifPresent(
                  precision ->
                      exchanges.add(
                          Arguments.of(
                              event.number(),
                              new SchemalessBatch(
                                  protocol.get(),
                                  data,
                                  precision,
                                  arguments.path("ttl").intValue(),
                                  arguments.path("table_name_key").textValue(),
                                  event.number()),
                              events.get(event.number()))));
        }
      }
    }
    return exchanges.stream();
  }

  private static Optional<SchemalessPrecision> precision(
      JsonNode arguments, SchemalessProtocol protocol) {
    return Arrays.stream(SchemalessPrecision.values())
        .filter(
            precision ->
                protocol != SchemalessProtocol.LINE
                    || precision.symbol().equals(recordedPrecision(arguments)))
        .findFirst();
  }

  /** For lines none at all means nanoseconds. */
  private static String recordedPrecision(JsonNode arguments) {
    String symbol = arguments.path("precision").textValue();
    return symbol.isEmpty() ? "ns" : symbol;
  }

  @Test
  void mostOfTheRecordingIsUsed() {
    assertThat(recorded()).hasSizeGreaterThan(15);
  }

  @ParameterizedTest(name = "event {0}")
  @MethodSource("recorded")
  void sendsWhatWasRecordedAndTellsWhatTheServerSaid(
      int number, SchemalessBatch batch, GoldenEvent reply) {
    // Given
    server.on("insert", exchange -> exchange.replay(reply));
    JsonNode recorded = GoldenRecording.load("ws-schemaless").event(number).json().path("args");
    int code = reply.json().path("code").intValue();

    try (Connection connection = TDengine.connect(server.url())) {
      if (code == 0) {
        // When
        long rows = connection.insert(batch);

        // Then
        assertThat(rows).isEqualTo(reply.json().path("affected_rows").longValue());
      } else {
        // When
        SchemalessException e =
            catchThrowableOfType(SchemalessException.class, () -> connection.insert(batch));

        // Then
        assertThat(e.code()).isEqualTo(code);
        assertThat(e).hasMessageContaining(reply.json().path("message").textValue());
        assertThat(e.action()).isEqualTo(ErrorAction.BAD_RECORD);
        assertThat(e.requestId()).isEqualTo(number);
      }
    }
    JsonNode sent = server.requests("insert").get(0);
    assertThat(sent.path("req_id").longValue()).isEqualTo(number);
    for (String member : List.of("protocol", "ttl", "data", "table_name_key")) {
      assertThat(sent.path(member)).as(member).isEqualTo(recorded.path(member));
    }
    if (batch.protocol() == SchemalessProtocol.LINE) {
      assertThat(sent.path("precision").textValue()).isEqualTo(recordedPrecision(recorded));
    }
  }

  @Test
  void saysThatADatabaseIsMissing() {
    // Given
    server.on("insert", exchange -> exchange.error(9750, "Database not specified"));

    try (Connection connection = TDengine.connect(server.url())) {
      // When, Then
      assertThatThrownBy(() -> connection.insert(SchemalessBatch.ofLines(List.of(LINE))))
          .isInstanceOf(SchemalessException.class)
          .hasMessageContaining("Database not specified")
          .hasMessageContaining("name a database in the URL");
    }
  }

  @Test
  void sendsTextOfAnyLanguage() {
    // Given
    server.on("insert", exchange -> exchange.ok("{\"affected_rows\":1,\"total_rows\":1}"));
    String line = "m,t=größe v=\"日本😀\\\"\" 1";

    try (Connection connection = TDengine.connect(server.url())) {
      // When
      connection.insert(
          SchemalessBatch.ofLines(List.of(line))
              .withPrecision(SchemalessPrecision.SECOND)
              .withTtlDays(3)
              .withTableNameKey("t"));
    }

    // Then
    JsonNode sent = server.requests("insert").get(0);
    assertThat(sent.path("data").textValue()).isEqualTo(line);
    assertThat(sent.path("precision").textValue()).isEqualTo("s");
    assertThat(sent.path("ttl").intValue()).isEqualTo(3);
    assertThat(sent.path("table_name_key").textValue()).isEqualTo("t");
  }
}
