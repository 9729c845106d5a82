package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.TDengine;
import io.taosbridge.block.Block;
import io.taosbridge.block.DataType;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Field;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.Statement;
import io.taosbridge.golden.GoldenEvent;
import io.taosbridge.golden.GoldenRecording;
import io.taosbridge.golden.GoldenRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against what a real server answered, and what that server's own client read. */
@Timeout(120)
class WsConnectionRecordedTest {

  private ScriptedServer server;

  @BeforeEach
  void startServer() throws InterruptedException {
    server = ScriptedServer.begin();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws-query-types-ms", "ws-query-types-ns", "ws-query-blocks"})
  void readsEveryBinaryQuery(String scenario) {
    // Given
    GoldenRecording recording = GoldenRecording.load(scenario);
    server.otherwise(new RecordedReplies(recording));
    int compared = 0;

    try (Connection connection = TDengine.connect(server.url())) {
      for (JsonNode expectation : recording.expectations()) {
        JsonNode request =
            RecordedReplies.request(recording.event(expectation.path("for_event").intValue()));
        if (!request.path("action").asText().equals("binary_query")) {
          continue;
        }

        // When
        QueryResult result = connection.query(expectation.path("sql").textValue());

        // Then
        assertSame(result, expectation, false);
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  @Test
  void readsResultsOfSeveralThreadsOnOneSocket() {
    // Given
    GoldenRecording recording = GoldenRecording.load("ws-query-types-ms");
    server.otherwise(new RecordedReplies(recording));
    List<JsonNode> expectations = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (JsonNode expectation : recording.expectations()) {
      GoldenEvent request = recording.event(expectation.path("for_event").intValue());
      if (request.isBinary() && seen.add(expectation.path("sql").textValue())) {
        expectations.add(expectation);
      }
    }
    assertThat(expectations).hasSizeGreaterThan(3);
    ExecutorService threads = Executors.newFixedThreadPool(expectations.size());

    try (Connection connection = TDengine.connect(server.url())) {
      // When
      List<CompletableFuture<Void>> queries = new ArrayList<>();
      for (JsonNode expectation : expectations) {
        queries.add(
            CompletableFuture.runAsync(
                () ->
                    assertSame(
                        connection.query(expectation.path("sql").textValue()), expectation, false),
                threads));
      }

      // Then
      queries.forEach(CompletableFuture::join);
    } finally {
      threads.shutdownNow();
    }
  }

  static List<Arguments> queriesWithParameters() {
    return List.of(
        Arguments.of(5, 19, List.of(5)),
        Arguments.of(21, 32, List.of(1, 5, "v7")),
        Arguments.of(79, 92, Arrays.asList((Object) null)),
        Arguments.of(109, 124, List.of("1")),
        Arguments.of(139, 154, List.of(10.5, true)),
        Arguments.of(155, 170, List.of(1)),
        Arguments.of(215, 234, List.of(0)));
  }

  @ParameterizedTest(name = "events {0} to {1}")
  @MethodSource("queriesWithParameters")
  void asksQueriesWithParametersByteForByteAsRecorded(int first, int last, List<?> values) {
    // Given
    GoldenRecording recording = GoldenRecording.load("ws-stmt2-query");
    server.otherwise(new RecordedReplies(recording.events().subList(first - 1, last)));
    server.on("conn", exchange -> exchange.ok("{}"));
    String sql = recording.event(first + 2).json().path("args").path("sql").textValue();

    try (Connection connection = TDengine.connect(server.url());
        Statement statement = connection.prepare(sql)) {
      // When
      QueryResult result = statement.query(values);

      // Then
      Optional<JsonNode> expectation =
          recording.expectations().stream()
              .filter(expected -> expected.path("for_event").intValue() >= first)
              .filter(expected -> expected.path("for_event").intValue() <= last)
              .findFirst();
      if (expectation.isPresent()) {
        assertSame(result, expectation.get(), true);
      } else {
        result.fetchAll();
      }
    }
    assertThat(server.actions())
        .containsSubsequence("stmt2_prepare", "stmt2_bind", "stmt2_exec", "stmt2_result");
  }

  private static void assertSame(QueryResult result, JsonNode expectation, boolean unordered) {
    assertThat(result.precision().code()).isEqualTo(expectation.path("precision").intValue());
    List<List<String>> rows = new ArrayList<>();
    for (Optional<Block> block = result.nextBlock();
        block.isPresent();
        block = result.nextBlock()) {
      rows.addAll(GoldenRows.actual(block.get()));
    }
    if (unordered) {
      assertThat(rows).containsExactlyInAnyOrderElementsOf(GoldenRows.expected(expectation));
    } else {
      assertThat(rows).isEqualTo(GoldenRows.expected(expectation));
    }
    JsonNode columns = expectation.path("columns");
    assertThat(result.fields()).hasSize(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      JsonNode column = columns.get(i);
      Field field = result.fields().get(i);
      assertThat(field.name()).isEqualTo(column.path("name").textValue());
      assertThat(field.type().type())
          .isEqualTo(DataType.ofCode(column.path("type_code").intValue()));
      if (field.type().type().isDecimal()) {
        assertThat(field.type().scale()).isEqualTo(column.path("scale").intValue());
        assertThat(field.type().precision()).isEqualTo(column.path("precision").intValue());
      } else if (field.type().length() > 0 && !unordered) {
        assertThat(field.type().length()).isEqualTo(column.path("bytes").intValue());
      }
    }
    assertThat(result).as("after the end").isEmpty();
  }

  @Test
  void iteratesOverTheRowsOfAllBlocks() {
    // Given
    GoldenRecording recording = GoldenRecording.load("ws-query-blocks");
    server.otherwise(new RecordedReplies(recording));

    try (Connection connection = TDengine.connect(server.url())) {
      // When
      List<Row> rows =
          connection
              .query("select tbname, ts, i, d, v, n, b from bg order by tbname, ts")
              .fetchAll();

      // Then
      assertThat(rows).hasSize(9000);
      assertThat(rows.get(8999).getString(0)).isEqualTo("bg2");
    }
  }
}
