package io.taosbridge.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.taosdata.jdbc.AbstractConnection;
import com.taosdata.jdbc.enums.SchemalessProtocolType;
import com.taosdata.jdbc.enums.SchemalessTimestampType;
import com.taosdata.jdbc.tmq.ConsumerRecord;
import com.taosdata.jdbc.tmq.TaosConsumer;
import com.taosdata.jdbc.tmq.TopicPartition;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The vendor's own JDBC driver, as a client that is not ours, works against the embedded server.
 */
class VendorDriverTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private EmbeddedTDengine server;

  @BeforeEach
  void start() {
    server = EmbeddedTDengine.start();
    server.execute(
        "create database power precision 'ms'",
        "create stable power.meters (ts timestamp, current float, voltage int, note varchar(20))"
            + " tags (location nchar(20), groupid int)");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Connection connect(String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:TAOS-WS://127.0.0.1:" + server.port() + "/?user=root&password=" + password);
  }

  @Test
  void insertsAndQueriesBySql() throws SQLException {
    // Given
    try (Connection connection = connect("taosdata");
        Statement statement = connection.createStatement()) {
      // When
      int stored =
          statement.executeUpdate(
              "insert into power.d1 using power.meters tags('Čelákovice', 1) values"
                  + " ('2026-01-01T00:00:00Z', 1.5, 220, 'a')"
                  + " ('2026-01-01T00:00:01Z', null, null, null)");
      List<String> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery("select * from power.meters order by ts")) {
        while (result.next()) {
          rows.add(
              result.getTimestamp("ts").toInstant()
                  + " "
                  + result.getObject("current")
                  + " "
                  + result.getObject("voltage")
                  + " "
                  + result.getString("note")
                  + " "
                  + result.getString("location")
                  + " "
                  + result.getInt("groupid"));
        }
      }

      // Then
      assertThat(stored).isEqualTo(2);
      assertThat(rows)
          .containsExactly(
              "2026-01-01T00:00:00Z 1.5 220 a Čelákovice 1",
              "2026-01-01T00:00:01Z null null null Čelákovice 1");
    }
  }

  @Test
  void readsEveryTypeAndNullInEachOfThem() throws SQLException {
    // Given
    server.execute(
        "create table power.at (ts timestamp, c_bool bool, c_ti tinyint, c_si smallint, c_int int,"
            + " c_bi bigint, c_uti tinyint unsigned, c_usi smallint unsigned, c_uint int unsigned,"
            + " c_ubi bigint unsigned, c_float float, c_double double, c_vc varchar(10),"
            + " c_nc nchar(10), c_vb varbinary(10), c_geo geometry(100), c_d64 decimal(10,2),"
            + " c_d128 decimal(38,10), c_blob blob)",
        "insert into power.at values (1767225600000, true, -128, -32768, -2147483648,"
            + " -9223372036854775808, 255, 65535, 4294967295, 18446744073709551615, 1.5, -2.25,"
            + " 'vc', 'né😀', '\\x00ff', 'point(1 2)', '-10.50', '12345678901234567890.0123456789',"
            + " '\\xdead')",
        "insert into power.at (ts) values (1767225600001)");
    List<Object> values = new ArrayList<>();
    List<Object> nulls = new ArrayList<>();

    // When
    try (Connection connection = connect("taosdata");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select * from power.at order by ts")) {
      int columns = result.getMetaData().getColumnCount();
      result.next();
      for (int i = 2; i <= columns; i++) {
        values.add(result.getObject(i));
      }
      result.next();
      for (int i = 2; i <= columns; i++) {
        nulls.add(result.getObject(i));
      }
    }

    // Then
    assertThat(values)
        .startsWith(true, (byte) -128, (short) -32768, Integer.MIN_VALUE, Long.MIN_VALUE)
        .contains(
            (short) 255,
            65535,
            4294967295L,
            new BigInteger("18446744073709551615"),
            1.5f,
            -2.25,
            "vc".getBytes(StandardCharsets.UTF_8),
            "né😀",
            new byte[] {0, (byte) 0xff},
            new BigDecimal("-10.50"),
            new BigDecimal("12345678901234567890.0123456789"))
        .hasSize(18);
    // The driver makes an empty object of a NULL BLOB.
    assertThat(nulls.subList(0, 17)).containsOnlyNulls();
  }

  @Test
  void insertsBatchesOfPreparedStatements() throws SQLException {
    // Given
    String sql =
        "insert into power.meters (tbname, ts, current, voltage, note, location, groupid)"
            + " values (?, ?, ?, ?, ?, ?, ?)";
    int rows = 500;

    // When
    try (Connection connection = connect("taosdata")) {
      connection.setCatalog("power");
      try (PreparedStatement insert = connection.prepareStatement(sql)) {
        for (int i = 0; i < rows; i++) {
          insert.setString(1, "d" + i % 5);
          insert.setTimestamp(2, Timestamp.from(START.plusMillis(i)));
          insert.setFloat(3, i / 2f);
          insert.setInt(4, i);
          insert.setString(5, i % 2 == 0 ? "even" : null);
          insert.setNString(6, "place " + i % 5);
          insert.setInt(7, i % 5);
          insert.addBatch();
        }
        insert.executeBatch();
      }
      try (PreparedStatement query =
          connection.prepareStatement(
              "select count(*), sum(voltage), count(note) from power.meters where groupid = ?")) {
        query.setInt(1, 3);
        try (ResultSet result = query.executeQuery()) {
          result.next();

          // Then
          assertThat(result.getLong(1)).isEqualTo(100);
          assertThat(result.getLong(2)).isEqualTo(100L * 3 + 5L * (99 * 100 / 2));
          assertThat(result.getLong(3)).isEqualTo(50);
        }
      }
    }
  }

  @Test
  void refusesAWrongPassword() {
    assertThatThrownBy(() -> connect("wrong").close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("0x357");
  }

  @Test
  void reportsTheCodeOfAFailedStatement() throws SQLException {
    try (Connection connection = connect("taosdata");
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery("select * from power.nosuch"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("0x2603");
    }
  }

  @Test
  void consumesATopicAndContinuesFromTheCommit() throws SQLException {
    // Given
    server.execute(
        "create topic readings as select ts, current, voltage, note, groupid from power.meters",
        "insert into power.d1 using power.meters tags('here', 1) values"
            + " (1767225600000, 1.5, 220, 'a') (1767225600001, 2.5, 221, null)");

    // When
    List<Map<String, Object>> first;
    long position;
    try (TaosConsumer<Map<String, Object>> consumer = subscribe("readings")) {
      first = poll(consumer, 2);
      consumer.commitSync();
      TopicPartition vgroup = consumer.assignment().iterator().next();
      position = consumer.position(vgroup);
      assertThat(consumer.committed(vgroup).offset()).isEqualTo(position);
      consumer.unsubscribe();
    }
    server.execute("insert into power.d1 values (1767225600002, 3.5, 222, 'c')");
    List<Map<String, Object>> second;
    try (TaosConsumer<Map<String, Object>> consumer = subscribe("readings")) {
      second = poll(consumer, 1);
    }

    // Then
    assertThat(first).extracting(row -> row.get("voltage")).containsExactly(220, 221);
    assertThat(first)
        .extracting(row -> row.get("note"))
        .containsExactly("a".getBytes(StandardCharsets.UTF_8), null);
    assertThat(second).extracting(row -> row.get("voltage")).containsExactly(222);
    assertThat(position).isPositive();
  }

  @Test
  void seeksBackAndReadsAgain() throws SQLException {
    // Given
    server.execute(
        "create topic readings as stable power.meters",
        "insert into power.d1 using power.meters tags('here', 1) values"
            + " (1767225600000, 1.5, 220, 'a')");

    try (TaosConsumer<Map<String, Object>> consumer = subscribe("readings")) {
      List<Map<String, Object>> first = poll(consumer, 1);

      // When
      consumer.seekToBeginning(List.copyOf(consumer.assignment()));
      List<Map<String, Object>> again = poll(consumer, 1);

      // Then
      assertThat(again).usingRecursiveComparison().isEqualTo(first);
      assertThat(again).hasSize(1);
    }
  }

  private TaosConsumer<Map<String, Object>> subscribe(String topic) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("td.connect.type", "ws");
    settings.setProperty("bootstrap.servers", "127.0.0.1:" + server.port());
    settings.setProperty("td.connect.user", "root");
    settings.setProperty("td.connect.pass", "taosdata");
    settings.setProperty("group.id", "vendor");
    settings.setProperty("client.id", "driver");
    settings.setProperty("auto.offset.reset", "earliest");
    settings.setProperty("enable.auto.commit", "false");
    settings.setProperty("msg.with.table.name", "true");
    settings.setProperty("value.deserializer", "com.taosdata.jdbc.tmq.MapDeserializer");
    TaosConsumer<Map<String, Object>> consumer = new TaosConsumer<>(settings);
    consumer.subscribe(List.of(topic));
    return consumer;
  }

  private static List<Map<String, Object>> poll(
      TaosConsumer<Map<String, Object>> consumer, int rows) throws SQLException {
    List<Map<String, Object>> polled = new ArrayList<>();
    for (int attempt = 0; attempt < 20 && polled.size() < rows; attempt++) {
      for (ConsumerRecord<Map<String, Object>> each : consumer.poll(Duration.ofMillis(500))) {
        polled.add(each.value());
      }
    }
    return polled;
  }

  @Test
  void writesSchemalessTextInThreeProtocols() throws SQLException {
    // Given
    Map<String, String> stored = new TreeMap<>();
    String json =
        """
        [{"metric":"jm","timestamp":1767225600,"value":2.5,"tags":{"host":"a","n":1}},
         {"metric":"jm","timestamp":1767225601,"value":3,"tags":{"host":"a","n":1}}]\
        """;

    // When
    try (Connection connection = connect("taosdata");
        Statement statement = connection.createStatement()) {
      statement.execute("use power");
      AbstractConnection driver = connection.unwrap(AbstractConnection.class);
      driver.write(
          new String[] {
            "lm,host=a,dc=x v=1i,s=\"čeština\" 1767225600000", "lm,host=b v=2i,f=1.5 1767225600001"
          },
          SchemalessProtocolType.LINE,
          SchemalessTimestampType.MILLI_SECONDS);
      driver.write(
          "tm 1767225600 1.5 host=a dc=x",
          SchemalessProtocolType.TELNET,
          SchemalessTimestampType.NOT_CONFIGURED);
      driver.write(json, SchemalessProtocolType.JSON, SchemalessTimestampType.NOT_CONFIGURED);
      for (String table : List.of("lm", "tm", "jm")) {
        stored.put(table, rows(statement, "select * from " + table + " order by _ts"));
      }

      // Then
      assertThat(stored)
          .containsEntry(
              "lm",
              "2026-01-01T00:00:00Z 1 čeština null a x; 2026-01-01T00:00:00.001Z 2 null 1.5 b null")
          .containsEntry("tm", "2026-01-01T00:00:00Z 1.5 a x")
          .containsEntry("jm", "2026-01-01T00:00:00Z 2.5 a 1.0; 2026-01-01T00:00:01Z 3.0 a 1.0");
      assertThatThrownBy(
              () ->
                  driver.write(
                      "lm,host=a v=\"text\" 1767225600000",
                      SchemalessProtocolType.LINE,
                      SchemalessTimestampType.MILLI_SECONDS))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("point type and db type mismatch");
    }
  }

  private static String rows(Statement statement, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        cells.add(result.getTimestamp(1).toInstant().toString());
        for (int i = 2; i <= result.getMetaData().getColumnCount(); i++) {
          Object cell = result.getObject(i);
          cells.add(
              cell instanceof byte[] bytes
                  ? new String(bytes, StandardCharsets.UTF_8)
                  : String.valueOf(cell));
        }
        rows.add(String.join(" ", cells));
      }
    }
    return String.join("; ", rows);
  }
}
