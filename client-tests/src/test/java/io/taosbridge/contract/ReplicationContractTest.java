package io.taosbridge.contract;

import static io.taosbridge.client.ConnectionOptions.Transport.NATIVE;
import static io.taosbridge.client.ConnectionOptions.Transport.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Field;
import io.taosbridge.client.ReplicatedRows;
import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.StatementException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows and deletes that are written as copies of another database's. */
@Covers(Area.REPLICATION)
@AvailableOn({WEBSOCKET, NATIVE})
class ReplicationContractTest extends ContractTest {

  private static final long START = 1_767_225_600_000L;
  private static final Field TIME = new Field("ts", ColumnType.of(DataType.TIMESTAMP));
  private static final Field NUMBER = new Field("v", ColumnType.of(DataType.INT));
  private static final Field NOTE = new Field("note", ColumnType.of(DataType.NCHAR, 10));

  private static ReplicatedRows rows(String table, List<Field> columns, Object... values) {
    ReplicatedRows rows = new ReplicatedRows(table, columns);
    for (int i = 0; i < values.length; i++) {
      rows.column(i % columns.size()).append(values[i]);
    }
    return rows;
  }

  private static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }

  @Test
  void writesSomeColumnsOfSeveralTablesAndLeavesTheOthers() {
    // Given
    Connection connection = target.connect();
    String stable = target.unique("st");
    connection.execute(
        "create stable " + stable + " (ts timestamp, v int, note nchar(10)) tags (g int)");
    String one = stable + "_1";
    String two = stable + "_2";
    connection.execute("create table " + one + " using " + stable + " tags (1)");
    connection.execute("create table " + two + " using " + stable + " tags (2)");
    connection.execute("insert into " + one + " values (" + START + ", 1, 'kept')");

    // When
    connection.replicate(
        List.of(
            rows(one, List.of(TIME, NUMBER), START + 1, 3, START, 2),
            rows(two, List.of(TIME, NOTE, NUMBER), START, "\u4e2d\u6587", null)));

    // Then
    assertThat(
            rows(connection, "select tbname, ts, v, note from " + stable + " order by tbname,ts"))
        .containsExactly(
            row(one, START, 2, "kept"),
            row(one, START + 1, 3, null),
            row(two, START, null, "\u4e2d\u6587"));
  }

  @Test
  void keepsCopiesFromConsumersThatLeaveThemOut() {
    // Given
    Connection connection = target.connect();
    String table = target.unique("copied");
    connection.execute("create table " + table + " (ts timestamp, v int)");
    String topic = target.topic("with meta as database " + target.database(Precision.MILLISECONDS));
    connection.execute("insert into " + table + " values (" + START + ", 1)");

    // When
    connection.replicate(List.of(rows(table, List.of(TIME, NUMBER), START, 2, START + 1, 3)));
    connection.replicateDelete(table, "ts", START + 1, START + 1);
    connection.execute("delete from " + table + " where ts = " + (START + 5));
    connection.execute("insert into " + table + " values (" + (START + 2) + ", 4)");

    // Then
    assertThat(rows(connection, "select ts, v from " + table + " order by ts"))
        .containsExactly(row(START, 2), row(START + 2, 4));
    assertThat(told(topic, table, "0")).containsExactly(1, 2, 3, "delete", "delete", 4);
    assertThat(told(topic, table, "1")).containsExactly(1, "delete", 4);
  }

  /** The numbers written to a table, and its deletes, up to the row that holds 4. */
  private List<Object> told(String topic, String table, String excluded) {
    TmqConsumer consumer =
        target.consumer(
            TmqOptions.ofGroup(target.unique("group"))
                .with("auto.offset.reset", "earliest")
                .with("msg.consume.excluded", excluded));
    consumer.subscribe(List.of(topic));
    Subscriber subscriber = new Subscriber(consumer);
    List<Object> told = new ArrayList<>();
    while (!told.contains(4)) {
      TmqMessage message = subscriber.message();
      if (message.kind().hasMetadata() && message.metadata().contains("delete from `" + table)) {
        told.add("delete");
      }
      if (message.kind().hasData()) {
        for (TableBlock block : message.data().blocks()) {
          for (int i = 0; i < block.block().rows() && block.table().equals(table); i++) {
            told.add((int) block.block().column(1).getLong(i));
          }
        }
      }
    }
    return told;
  }

  @Test
  void writesToATableThatWasMadeAnew() {
    // Given
    Connection connection = target.connect();
    Connection another = target.connect();
    String table = target.unique("anew");
    List<Field> columns = List.of(TIME, NUMBER);
    another.execute("create table " + table + " (ts timestamp, v int)");
    connection.replicate(List.of(rows(table, columns, START, 1)));

    for (int i = 2; i < 5; i++) {
      // When
      another.execute("drop table " + table);
      another.execute("create table " + table + " (ts timestamp, v int)");
      connection.replicate(List.of(rows(table, columns, START, i)));
      // Then
      assertThat(value(another, "select v from " + table)).isEqualTo(i);
    }
  }

  @Test
  void writesAllTypes() {
    // Given
    Connection connection = target.connect();
    String table = target.unique("typed");
    List<String> types =
        List.of(
            "BOOL",
            "TINYINT",
            "SMALLINT",
            "INT",
            "BIGINT",
            "TINYINT UNSIGNED",
            "SMALLINT UNSIGNED",
            "INT UNSIGNED",
            "BIGINT UNSIGNED",
            "FLOAT",
            "DOUBLE",
            "TIMESTAMP",
            "DECIMAL(12,3)",
            "DECIMAL(38,5)",
            "VARCHAR(10)",
            "NCHAR(10)",
            "VARBINARY(10)");
    List<Field> columns = new ArrayList<>(List.of(TIME));
    StringBuilder declared = new StringBuilder("ts TIMESTAMP");
    for (int i = 0; i < types.size(); i++) {
      columns.add(new Field("c" + i, ColumnType.parse(types.get(i))));
      declared.append(", c").append(i).append(' ').append(types.get(i));
    }
    connection.execute("create table " + table + " (" + declared + ")");
    Object[] values = {
      START,
      true,
      (byte) -1,
      (short) -2,
      -3,
      -4L,
      (short) 255,
      65_535,
      4_294_967_295L,
      new BigInteger("18446744073709551615"),
      1.5f,
      -2.5,
      START,
      new BigDecimal("123456789.123"),
      new BigDecimal("-123456789012345678901234567.12345"),
      "a'b",
      "\u4e2d",
      "bytes".getBytes(StandardCharsets.UTF_8)
    };
    Object[] nulls = new Object[values.length];
    nulls[0] = START + 1;

    // When
    connection.replicate(List.of(rows(table, columns, values)));
    connection.replicate(List.of(rows(table, columns, nulls)));

    // Then
    assertThat(rows(connection, "select * from " + table + " order by ts"))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(row(values), row(nulls));
  }

  @Test
  void refusesTablesThatAreNotThereAndNamesThatAreTooLong() {
    // Given
    Connection connection = target.connect();
    String table = target.unique("missing");

    // When
    connection.replicateDelete(table, "ts", 0, 1); // nothing is there, as it should be

    // Then
    assertThatThrownBy(
            () -> connection.replicate(List.of(rows(table, List.of(TIME, NUMBER), START, 1))))
        .isInstanceOf(StatementException.class)
        .hasMessageContaining("[0x2603]");
    assertThatThrownBy(() -> connection.replicateDelete(table, "t".repeat(90), 0, 1))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("at most 177");
  }

  @Test
  void refusesBlobsWhichTheServersLibraryDoesNotBear() {
    // Given
    Connection connection = target.connect();
    Field blob = new Field("b", ColumnType.of(DataType.BLOB));
    connection.replicate(List.of()); // what this transport cannot do, it says here

    // Then
    assertThatThrownBy(() -> rows("t", List.of(TIME, blob)))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("column b is a BLOB");
  }
}
