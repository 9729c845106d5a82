package io.taosbridge.contract;

import com.taosdata.jdbc.tmq.ConsumerRecord;
import com.taosdata.jdbc.tmq.TaosConsumer;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.ConnectionOptions;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.rowset.serial.SerialBlob;

/**
 * TDengine's own JDBC driver over WebSocket, as a client that is not ours. Its values are told as
 * {@link io.taosbridge.block.Column#getObject(int)} would tell them.
 */
final class Vendor implements AutoCloseable {

  private final ConnectionOptions options;
  private final Precision precision;
  private final Connection connection;

  /**
   * @param options the login, the adapter and the database
   */
  Vendor(ConnectionOptions options, Precision precision) throws SQLException {
    this.options = options;
    this.precision = precision;
    this.connection = connect(options);
  }

  private static Connection connect(ConnectionOptions options) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:TAOS-WS://"
            + options.hosts()
            + "/"
            + options.database()
            + "?user="
            + options.user()
            + "&password="
            + options.password()
            + "&timezone=UTC");
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** Whether it can bind values of a type; it has no DECIMAL. */
  static boolean binds(ColumnType type) {
    return !type.type().isDecimal();
  }

  /** Binds the only {@code ?} of an INSERT. */
  void insert(String sql, ColumnType type, Object value) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, type, value);
      statement.addBatch();
      statement.executeBatch();
    }
  }

  private void bind(PreparedStatement statement, ColumnType type, Object value)
      throws SQLException {
    if (value == null) {
      statement.setNull(1, jdbcType(type));
      return;
    }
    switch (type.type()) {
      case NCHAR -> statement.setNString(1, (String) value);
      case BLOB -> statement.setBlob(1, new SerialBlob((byte[]) value));
      case VARBINARY, GEOMETRY -> statement.setBytes(1, (byte[]) value);
      case TIMESTAMP -> statement.setTimestamp(1, timestamp((long) value));
      default -> statement.setObject(1, value);
    }
  }

  private static int jdbcType(ColumnType type) {
    return switch (type.type()) {
      case BOOL -> Types.BOOLEAN;
      case TINYINT -> Types.TINYINT;
      case SMALLINT, UTINYINT -> Types.SMALLINT;
      case INT, USMALLINT -> Types.INTEGER;
      case BIGINT, UINT, UBIGINT -> Types.BIGINT;
      case FLOAT -> Types.FLOAT;
      case DOUBLE -> Types.DOUBLE;
      case TIMESTAMP -> Types.TIMESTAMP;
      case NCHAR -> Types.NCHAR;
      case VARCHAR -> Types.VARCHAR;
      case BLOB -> Types.BLOB;
      default -> Types.VARBINARY;
    };
  }

  /** The only value of a query. */
  Object value(String sql, ColumnType type) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      if (!result.next()) {
        throw new AssertionError("no row: " + sql);
      }
      return plain(result.getObject(1), type);
    }
  }

  /** A consumer of one topic, which starts at its beginning. */
  TaosConsumer<Map<String, Object>> subscribe(String topic, String group) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("td.connect.type", "ws");
    settings.setProperty("bootstrap.servers", options.hosts());
    settings.setProperty("td.connect.user", options.user());
    settings.setProperty("td.connect.pass", options.password());
    settings.setProperty("group.id", group);
    settings.setProperty("auto.offset.reset", "earliest");
    settings.setProperty("enable.auto.commit", "false");
    settings.setProperty("value.deserializer", "com.taosdata.jdbc.tmq.MapDeserializer");
    TaosConsumer<Map<String, Object>> consumer = new TaosConsumer<>(settings);
    consumer.subscribe(List.of(topic));
    return consumer;
  }

  /** The rows that one poll brings, maybe none. */
  List<List<Object>> poll(TaosConsumer<Map<String, Object>> consumer, List<ColumnType> types)
      throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    for (ConsumerRecord<Map<String, Object>> each : consumer.poll(Duration.ofMillis(500))) {
      List<Object> row = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        row.add(plain(each.value().get("c" + i), types.get(i)));
      }
      rows.add(row);
    }
    return rows;
  }

  private Object plain(Object value, ColumnType type) throws SQLException {
    if (value instanceof Timestamp time) {
      return units(time.toInstant());
    }
    if (value instanceof Blob blob) {
      return bytes(blob);
    }
    if (value instanceof byte[] bytes) {
      return switch (type.type()) {
        case VARCHAR, JSON -> new String(bytes, StandardCharsets.UTF_8);
        default -> bytes;
      };
    }
    return value;
  }

  /** The driver makes an object of NULL, too, of which nothing can be asked. */
  private static byte[] bytes(Blob blob) throws SQLException {
    try {
      return blob.getBytes(1, (int) blob.length());
    } catch (NullPointerException e) {
      return null;
    }
  }

  private Timestamp timestamp(long units) {
    long second = precision.unitsPerSecond();
    return Timestamp.from(
        Instant.ofEpochSecond(
            Math.floorDiv(units, second),
            Math.floorMod(units, second) * (1_000_000_000L / second)));
  }

  private long units(Instant time) {
    return precision.of(time);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
