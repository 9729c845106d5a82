package io.taosbridge.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.taosbridge.TDengine;
import io.taosbridge.block.Block;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Field;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.golden.GoldenEvent;
import io.taosbridge.golden.GoldenRecording;
import io.taosbridge.golden.GoldenRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against what a real server answered, and what that server's own client read. */
@Timeout(60)
class RestRecordedTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ScriptedHttpServer server = ScriptedHttpServer.begin();
  private Connection connection;

  @BeforeEach
  void connect() {
    connection = TDengine.connect(server.url() + "/db");
  }

  @AfterEach
  void close() {
    connection.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rest-types-ms", "rest-types-ns"})
  void readsEveryType(String scenario) {
    // Given
    GoldenRecording recording = GoldenRecording.load(scenario);
    int compared = 0;

    for (JsonNode expectation : recording.expectations()) {
      GoldenEvent reply = recording.event(expectation.path("for_event").intValue() + 1);
      server.otherwise(exchange -> exchange.replay(reply));
      String sql = expectation.path("sql").textValue();

      // When
      List<List<String>> rows = new ArrayList<>();
      List<Field> fields;
      Precision precision;
      try (QueryResult result = connection.query(sql)) {
        fields = result.fields();
        while (true) {
          Block block = result.nextBlock().orElse(null);
          if (block == null) {
            break;
          }
          rows.addAll(GoldenRows.actual(block));
        }
        precision = hasTime(expectation) ? result.precision() : null;
      }

      // Then
      assertThat(rows).as(sql).isEqualTo(withoutNonNumbers(GoldenRows.expected(expectation)));
      assertThat(names(fields)).as(sql).isEqualTo(names(expectation));
      assertThat(types(fields)).as(sql).isEqualTo(types(expectation));
      if (precision != null) {
        assertThat(precision.code()).as(sql).isEqualTo(expectation.path("precision").intValue());
      }
      compared++;
    }
    assertThat(compared).isGreaterThan(5);
  }

  /** REST gives NULL for them. */
  private static List<List<String>> withoutNonNumbers(List<List<String>> rows) {
    List<String> lost = List.of("NaN", "Infinity", "-Infinity");
    return rows.stream()
        .map(row -> row.stream().map(cell -> lost.contains(cell) ? "null" : cell).toList())
        .toList();
  }

  private static boolean hasTime(JsonNode expectation) {
    for (JsonNode row : expectation.path("rows")) {
      for (int i = 0; i < row.size(); i++) {
        int type = expectation.path("columns").path(i).path("type_code").intValue();
        if (type == DataType.TIMESTAMP.code() && !row.get(i).isNull()) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> names(List<Field> fields) {
    return fields.stream().map(Field::name).toList();
  }

  private static List<String> names(JsonNode expectation) {
    List<String> names = new ArrayList<>();
    expectation.path("columns").forEach(column -> names.add(column.path("name").textValue()));
    return names;
  }

  private static List<String> types(List<Field> fields) {
    return fields.stream()
        .map(Field::type)
        .map(type -> type.type() + " " + type.precision() + " " + type.scale())
        .toList();
  }

  private static List<String> types(JsonNode expectation) {
    List<String> types = new ArrayList<>();
    for (JsonNode column : expectation.path("columns")) {
      DataType type = DataType.ofCode(column.path("type_code").intValue());
      types.add(
          type.isDecimal()
              ? type + " " + column.path("precision") + " " + column.path("scale")
              : type + " 0 0");
    }
    return types;
  }

  @Test
  void readsDeclaredLengths() {
    // Given
    GoldenRecording recording = GoldenRecording.load("rest-types-ms");
    server.otherwise(exchange -> exchange.replay(recording.event(2)));

    // When
    List<Field> fields;
    try (QueryResult result = connection.query("select * from at order by tbname, ts")) {
      fields = result.fields();
    }

    // Then
    assertThat(fields.stream().map(field -> field.name() + " " + field.type()).toList())
        .contains(
            "c_vc VARCHAR(100)",
            "c_nc NCHAR(50)",
            "c_vb VARBINARY(50)",
            "c_geo GEOMETRY(100)",
            "c_d64 DECIMAL(10,2)",
            "c_d128 DECIMAL(38,10)",
            "c_blob BLOB",
            "c_uint INT UNSIGNED",
            "t_nc NCHAR(40)");
  }

  /** The same rows, their times written in several zones, one of them before zones were made. */
  @ParameterizedTest
  @ValueSource(strings = {"rest-types-ms", "rest-types-ns"})
  void readsTheSameTimesInEveryZone(String scenario) {
    // Given
    GoldenRecording recording = GoldenRecording.load(scenario);
    server.otherwise(exchange -> exchange.replay(recording.event(22)));
    List<List<String>> inUtc = rows(connection);
    Map<Integer, String> zones =
        Map.of(18, "Asia/Shanghai", 20, "America/St_Johns", 26, "UTC", 28, "Asia/Shanghai");

    zones.forEach(
        (event, zone) -> {
          server.otherwise(exchange -> exchange.replay(recording.event(event)));
          try (Connection inZone = TDengine.connect(server.url() + "?timezone=" + zone)) {
            // When
            List<List<String>> rows = rows(inZone);

            // Then
            assertThat(rows).as("event %d", event).isEqualTo(inUtc).isNotEmpty();
            assertThat(server.last().target()).endsWith("&conn_tz=" + zone.replace("/", "%2F"));
          }
        });
  }

  private static List<List<String>> rows(Connection connection) {
    List<List<String>> rows = new ArrayList<>();
    try (QueryResult result = connection.query("select ts, c_ts2, c_vc from a1 order by ts")) {
      result.nextBlock().ifPresent(block -> rows.addAll(GoldenRows.actual(block)));
    }
    return rows;
  }

  @Test
  void tellsEveryErrorByItsCode() {
    // Given
    GoldenRecording recording = GoldenRecording.load("rest-misc");
    int compared = 0;

    for (GoldenEvent event : recording.events()) {
      String text = event.line().path("text").asText("");
      if (!event.kind().equals("http-response") || !text.contains("\"desc\"")) {
        continue;
      }
      JsonNode body = parse(text);
      if (body.path("code").intValue() == 0) {
        continue; // a login token
      }
      server.otherwise(exchange -> exchange.replay(event));

      // When
      assertThatThrownBy(() -> connection.execute("insert into t values (1)", 42))

          // Then
          .as("event %d", event.number())
          .isInstanceOfSatisfying(
              TDengineException.class,
              e -> {
                assertThat(e.code()).isEqualTo(body.path("code").intValue());
                assertThat(e.requestId()).isEqualTo(42);
              })
          .hasMessageContaining(body.path("desc").textValue());
      compared++;
    }
    assertThat(compared).isGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource({"10, 2", "16, 1", "4, 0"})
  void readsAffectedRows(int event, long expected) {
    // Given
    GoldenRecording recording = GoldenRecording.load("rest-misc");
    server.otherwise(exchange -> exchange.replay(recording.event(event)));

    // When
    long rows = connection.execute("as recorded");

    // Then
    assertThat(rows).isEqualTo(expected);
  }

  @Test
  void unpacksWhatTheServerPacked() {
    // Given
    GoldenRecording recording = GoldenRecording.load("rest-misc");
    server.otherwise(exchange -> exchange.replay(recording.event(130)));

    // When
    List<List<String>> rows = rows(connection);

    // Then
    assertThat(rows).hasSize(20);
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
