package io.taosbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.TDengine;
import io.taosbridge.block.Block;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.SchemalessProtocol;
import io.taosbridge.client.error.InterfaceException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is REST's own: its text must bring the same rows as WebSocket's blocks. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestServerTest {

  private static final long START = 1_767_225_600_000L;
  private static final String POINT = "0101000000000000000000f03f0000000000000040";
  private static final String POLYGON =
      "0103000000010000000400000000000000000000000000000000000000000000000000f03f0000000000000000"
          + "000000000000f03f000000000000f03f00000000000000000000000000000000";

  private final Server server = Server.start();
  private final String prefix =
      "rst_" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
  private final List<String> databases = new ArrayList<>();
  private String ms;
  private String us;
  private String ns;

  @BeforeAll
  void makeDatabases() {
    ms = database("ms");
    us = database("us");
    ns = database("ns");
  }

  private String database(String precision) {
    String name = prefix + "_" + precision;
    try (Connection connection = TDengine.connect(url("http"))) {
      connection.execute(
          "create database " + name + " precision '" + precision + "' vgroups 1 keep 36500");
    }
    databases.add(name);
    return name;
  }

  @AfterAll
  void dropDatabases() {
    try (Connection connection = TDengine.connect(url("http"))) {
      databases.forEach(name -> connection.execute("drop database if exists " + name));
    }
    server.close();
  }

  private String url(String scheme) {
    String url = server.url(Transport.WEBSOCKET).orElseThrow();
    return url.replaceFirst("^wss?://", scheme + "://");
  }

  private Connection rest(String database, Map<String, String> options) {
    return TDengine.connect(ConnectionOptions.parse(url("http"), options).withDatabase(database));
  }

  private Connection rest(String database) {
    return rest(database, Map.of());
  }

  private Connection webSocket(String database) {
    return TDengine.connect(ConnectionOptions.parse(url("ws")).withDatabase(database));
  }

  private static List<List<Object>> rows(Connection connection, String sql) {
    List<List<Object>> rows = new ArrayList<>();
    try (QueryResult result = connection.query(sql)) {
      for (Row row : result) {
        List<Object> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
          Object value = row.get(i);
          cells.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
        }
        rows.add(cells);
      }
    }
    return rows;
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ms", "us", "ns"})
  void writesEveryTypeAndReadsTheSameAsWebSocket(String precision) {
    // Given
    long unit = Precision.ofSymbol(precision).unitsPerSecond() / 1000;
    String sql = "select * from all_types order by ts";
    List<Object> types =
        List.of(
            "bool",
            "tinyint",
            "smallint",
            "int",
            "bigint",
            "tinyint unsigned",
            "smallint unsigned",
            "int unsigned",
            "bigint unsigned",
            "float",
            "double",
            "varchar(200)",
            "nchar(100)",
            "varbinary(50)",
            "geometry(200)",
            "decimal(10,2)",
            "decimal(38,10)",
            "timestamp");
    StringBuilder columns = new StringBuilder();
    for (int i = 0; i < types.size(); i++) {
      columns.append(", c").append(i).append(' ').append(types.get(i));
    }
    List<List<Object>> written =
        List.of(
            List.of(
                START * unit,
                true,
                (byte) -128,
                Short.MIN_VALUE,
                Integer.MIN_VALUE,
                Long.MIN_VALUE,
                (short) 0,
                0,
                0L,
                BigInteger.ZERO,
                -Float.MAX_VALUE,
                -Double.MAX_VALUE,
                "it's \"\\\" % \\% \n\t\r\u0001 é😀 ?",
                "'é😀\\'",
                hex("00ff"),
                hex(POINT),
                new BigDecimal("-99999999.99"),
                new BigDecimal("-9999999999999999999999999999.9999999999"),
                -1L),
            List.of(
                START * unit + 1,
                false,
                Byte.MAX_VALUE,
                Short.MAX_VALUE,
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                (short) 255,
                65535,
                4294967295L,
                new BigInteger("18446744073709551615"),
                0.1f,
                0.1,
                "",
                "",
                hex(""),
                hex(POLYGON),
                new BigDecimal("0.00"),
                new BigDecimal("0.0000000001"),
                START * unit),
            Arrays.asList(
                START * unit + 2,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null));
    try (Connection rest = rest(prefix + "_" + precision);
        Connection webSocket = webSocket(prefix + "_" + precision)) {
      rest.execute("create table all_types (ts timestamp" + columns + ")");

      // When
      long affected =
          rest.executeMany(
              "insert into all_types values (?" + ", ?".repeat(types.size()) + ")", written);

      // Then
      assertThat(affected).isEqualTo(3);
      List<List<Object>> read = rows(rest, sql);
      assertThat(read).isEqualTo(asHex(written)).isEqualTo(rows(webSocket, sql));
      try (QueryResult byRest = rest.query(sql);
          QueryResult byWebSocket = webSocket.query(sql)) {
        assertThat(byRest.fields()).isEqualTo(byWebSocket.fields());
        assertThat(byRest.precision()).isEqualTo(byWebSocket.precision());
      }
    }
  }

  private static List<List<Object>> asHex(List<List<Object>> rows) {
    return rows.stream()
        .map(
            row -> {
              List<Object> cells = new ArrayList<>();
              for (Object value : row) {
                cells.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
              }
              return cells;
            })
        .toList();
  }

  @Test
  void writesBytesIntoTextTagsAndBlobs() {
    try (Connection rest = rest(ms)) {
      // Given
      rest.execute(
          "create stable st (ts timestamp, b blob) tags (n nchar(20), g geometry(100), j varchar(20))");
      byte[] text = "é😀".getBytes(StandardCharsets.UTF_8);

      // When
      long affected =
          rest.executeMany(
              "insert into ? using st (j, n, g) tags (?, ?, ?) values (?, ?)",
              List.of(
                  List.of("st_1", text, text, hex(POINT), START, hex("00ff")),
                  List.of("st_1", text, text, hex(POINT), START + 1, text),
                  List.of(ms + ".st_2", "x", "y", hex(POLYGON), START, "z")));

      // Then
      assertThat(affected).isEqualTo(3);
      assertThat(rows(rest, "select tbname, ts, b, n, g, j from st order by tbname, ts"))
          .containsExactly(
              List.of("st_1", START, "00ff", "é😀", POINT, "é😀"),
              List.of("st_1", START + 1, HexFormat.of().formatHex(text), "é😀", POINT, "é😀"),
              List.of(
                  "st_2", START, HexFormat.of().formatHex(new byte[] {'z'}), "y", POLYGON, "x"));
    }
  }

  @Test
  void splitsWhatIsTooLongForOneStatementAndStreamsItBack() {
    // Given
    int count = 60_000;
    List<List<Object>> written = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      written.add(List.of(START + i, i, "row " + i + " é" + "x".repeat(i % 50)));
    }
    try (Connection rest = rest(ms, Map.of("compression", "true"))) {
      rest.execute("create table many (ts timestamp, v int, s nchar(80))");

      // When
      long affected = rest.executeMany("insert into many values (?, ?, ?)", written);

      // Then
      assertThat(affected).isEqualTo(count);
      int row = 0;
      int blocks = 0;
      try (QueryResult result = rest.query("select * from many order by ts")) {
        for (Optional<Block> next = result.nextBlock();
            next.isPresent();
            next = result.nextBlock()) {
          Block block = next.get();
          blocks++;
          for (int i = 0; i < block.rows(); i++, row++) {
            assertThat(block.column(0).getLong(i)).isEqualTo(START + row);
            assertThat(block.column(1).getLong(i)).isEqualTo(row);
            assertThat(block.column(2).getString(i)).isEqualTo(written.get(row).get(2));
          }
        }
      }
      assertThat(row).isEqualTo(count);
      assertThat(blocks).isGreaterThanOrEqualTo(count / 4096);
    }
  }

  @Test
  void readsTimesOfAllErasInEveryZone() {
    // Given
    try (Connection utc = rest(ms)) {
      utc.execute("create table eras (ts timestamp, t timestamp)");
      List<List<Object>> written = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        written.add(List.of(START + i, -5_000_000_000_000L + i * 50_123_456_789L));
      }
      utc.executeMany("insert into eras values (?, ?)", written);

      for (String zone : List.of("UTC", "Asia/Shanghai", "Europe/Berlin", "America/St_Johns")) {
        try (Connection connection = rest(ms, Map.of("timezone", zone))) {
          // When, Then
          assertThat(rows(connection, "select ts, t from eras order by ts"))
              .as(zone)
              .isEqualTo(written);
        }
      }
    }
  }

  @Test
  void takesTimesWithoutAZoneInTheZoneOfTheConnection() {
    try (Connection connection = rest(ms, Map.of("timezone", "Asia/Shanghai"))) {
      // Given
      connection.execute("create table zoned (ts timestamp, v int)");

      // When
      connection.execute("insert into zoned values ('2026-01-01 08:00:00', 1)");

      // Then
      assertThat(rows(connection, "select ts from zoned")).containsExactly(List.of(START));
    }
  }

  @Test
  void knowsThePrecisionOfResultsWithoutATime() {
    try (Connection connection = rest(ns);
        QueryResult result = connection.query("select 1")) {
      assertThat(result.precision()).isEqualTo(Precision.NANOSECONDS);
    }
    try (Connection connection = rest(us);
        QueryResult result = connection.query("select now()")) {
      assertThat(result.precision())
          .isIn(Precision.MICROSECONDS, Precision.MILLISECONDS); // a server may say ms for no table
    }
  }

  @Test
  void refusesWhatSqlCannotHold() {
    try (Connection connection = rest(ms)) {
      connection.execute("create table refused (ts timestamp, d double)");

      // When
      assertThatThrownBy(
              () ->
                  connection.executeMany(
                      "insert into refused values (?, ?)",
                      List.of(List.of(START, 1.0), List.of(START + 1, Double.NaN))))

          // Then
          .isInstanceOf(InterfaceException.class)
          .hasMessageContaining("rows[1]");
      assertThat(rows(connection, "select * from refused")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SchemalessProtocol.class,
      names = {"TELNET", "JSON"})
  void namesTablesByATagAndSetsTheirLifeInOpenTsdbToo(SchemalessProtocol protocol) {
    // Given
    String stable = "life_" + protocol.name().toLowerCase(java.util.Locale.ROOT);
    String child = stable + "_child";
    String text =
        protocol == SchemalessProtocol.TELNET
            ? stable + " 1767225600 1.5 name=" + child + " site=a"
            : "{\"metric\":\""
                + stable
                + "\",\"timestamp\":1767225600,\"value\":1.5,\"tags\":{\"name\":\""
                + child
                + "\",\"site\":\"a\"}}";
    try (Connection connection = rest(ms)) {
      // When
      connection.insert(
          SchemalessBatch.ofText(protocol, text).withTableNameKey("name").withTtlDays(7));

      // Then
      assertThat(
              rows(
                  connection,
                  "select table_name, `ttl` from information_schema.ins_tables where db_name = '"
                      + ms
                      + "' and stable_name = '"
                      + stable
                      + "'"))
          .containsExactly(List.of(child, 7));
    }
  }
}
