package io.taosbridge.sinkmatrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.contract.Server;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Records without a value for a BLOB column. A bind that leaves it out ends the process of the
 * server's library, be it taosAdapter's or this one, so there must be none.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlobLeftOutTest {

  private static final long TIME = 1_767_225_600_000L;

  private final Server server = Server.start();
  private final String database =
      "sb_" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
  private Connection reader;

  @BeforeAll
  void makeTables() {
    reader =
        TDengine.connect(
            server.url(Transport.WEBSOCKET).or(() -> server.url(Transport.NATIVE)).orElseThrow());
    reader.execute("create database " + database + " precision 'ms' vgroups 1 keep 36500");
  }

  @AfterAll
  void close() {
    reader.execute("drop database if exists " + database);
    reader.close();
    server.close();
  }

  private String makeTable(String start, Transport transport) {
    String table = start + "_" + transport.name().toLowerCase(Locale.ROOT);
    reader.execute(
        "create stable "
            + database
            + "."
            + table
            + " (_ts timestamp, v int, b blob) tags (g nchar(8))");
    return table;
  }

  private Map<String, List<String>> write(
      Transport transport, Map<String, String> options, String topic, SchemaAndValue value) {
    Optional<String> url = server.url(transport);
    assumeTrue(url.isPresent(), "the server cannot be reached over this transport");
    Map<String, String> settings = new HashMap<>(options);
    settings.put("topics", topic);
    settings.put("connection.url", url.get());
    settings.put("database", database);
    settings.put("stable", topic);
    SinkRun run = new SinkRun();
    run.add(topic, value);
    return run.write(settings);
  }

  private List<List<Object>> rows(String table) {
    List<List<Object>> rows = new ArrayList<>();
    try (QueryResult result = reader.query("select _ts, v, b, g from " + database + "." + table)) {
      for (Row row : result) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          values.add(row.get(i));
        }
        rows.add(values);
      }
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void recordsAreWrittenAllTheSame(Transport transport) {
    // Given
    String table = makeTable("fields", transport);
    Map<String, Object> value = Map.of("_ts", TIME, "v", 5L, "g", "x");

    // When
    Map<String, List<String>> reasons =
        write(
            transport,
            Map.of("tags", "g", "timestamp.field", "_ts"),
            table,
            new SchemaAndValue(null, value));

    // Then
    assertThat(reasons).isEmpty();
    List<Object> row = new ArrayList<>(List.of(TIME, 5));
    row.add(null);
    row.add("x");
    assertThat(rows(table)).containsExactly(row);
  }

  @ParameterizedTest
  @EnumSource(
      value = Transport.class,
      names = {"WEBSOCKET", "NATIVE"})
  void textThatWouldBeBoundIsRefused(Transport transport) {
    // Given
    String table = makeTable("text", transport);
    String line = table + ",g=x v=5i32 " + TIME;

    // When
    Map<String, List<String>> reasons =
        write(
            transport,
            Map.of("input.format", "line", "text.precision", "ms"),
            table,
            new SchemaAndValue(Schema.STRING_SCHEMA, line));

    // Then
    assertThat(reasons.get(table)).singleElement().asString().contains("BLOB column `b`");
    assertThat(rows(table)).isEmpty();
  }
}
