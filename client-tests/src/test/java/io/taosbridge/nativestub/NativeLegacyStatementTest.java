package io.taosbridge.nativestub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.Connection;
import io.taosbridge.client.LegacyStatement;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.StatementException;
import io.taosbridge.nativestub.NativeStub.Kind;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NativeLegacyStatementTest {

  private static final long START = 1_700_000_000_000L;

  @RegisterExtension private final NativeServer server = new NativeServer();

  private Connection connection;

  @BeforeEach
  void connect() {
    server
        .embedded()
        .execute(
            "create database power keep 36500",
            "create table power.meters (ts timestamp, a int, v varchar(20))"
                + " tags (site int, name nchar(20))");
    connection = server.connect("/power");
  }

  private LegacyStatement insert() {
    return connection.prepareLegacy("insert into ? using meters tags (?, ?) values (?, ?, ?)");
  }

  @Test
  void severalTablesAreWrittenInSeveralRounds() {
    // Given
    try (LegacyStatement statement = insert()) {
      for (int round = 0; round < 3; round++) {
        for (String table : List.of("d1", "d2")) {
          statement.setTableName(table);
          statement.setTags(Arrays.asList(7, "日本"));
          statement.bind(
              List.of(
                  List.of(START + 2L * round, Instant.ofEpochMilli(START + 2L * round + 1)),
                  Arrays.asList(round, null),
                  Arrays.asList("text " + round, null)));
          statement.addBatch();
        }

        // When
        long affected = statement.execute();

        // Then
        assertThat(affected).isEqualTo(4);
        assertThat(statement.affectedRows()).isEqualTo(4L * (round + 1));
      }
    }
    try (QueryResult result =
        connection.query("select tbname, name, a, v from meters where tbname = 'd2' order by ts")) {
      assertThat(result.fetchAllMaps())
          .extracting(row -> new ArrayList<>(row.values()).toString())
          .startsWith("[d2, 日本, 0, text 0]", "[d2, 日本, null, null]", "[d2, 日本, 1, text 1]");
    }
    assertThat(server.stub().live(Kind.STATEMENT)).isZero();
  }

  @Test
  void everyTypeArrivesAsItIs() {
    // Given
    connection.execute(
        "create table every (ts timestamp, bo bool, ti tinyint, si smallint, i int, bi bigint,"
            + " ut tinyint unsigned, us smallint unsigned, ui int unsigned, ub bigint unsigned,"
            + " f float, d double, v varchar(20), n nchar(20), vb varbinary(20), g geometry(100))");
    List<Object> values =
        List.of(
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
            2.5,
            "abc",
            "日本😀",
            new byte[] {0, 1, 2},
            HexFormat.of().parseHex("0101000000000000000000f03f0000000000000040"));

    // When
    try (LegacyStatement statement =
        connection.prepareLegacy(
            "insert into every values (" + "?, ".repeat(values.size() - 1) + "?)")) {
      statement.bind(values.stream().map(List::of).toList());
      statement.addBatch();
      statement.execute();
    }

    // Then
    try (QueryResult result = connection.query("select * from every")) {
      Map<String, Object> row = result.fetchAllMaps().get(0);
      assertThat(new ArrayList<>(row.values()))
          .usingRecursiveFieldByFieldElementComparator()
          .isEqualTo(values);
    }
  }

  @Test
  void moreRowsThanOneBindTakesAreSplit() {
    // Given
    int rows = 40_000;
    try (LegacyStatement statement = insert()) {
      statement.setTableName("large");
      statement.setTags(Arrays.asList(1, null));

      // When
      statement.bind(
          List.of(
              LongStream.range(START, START + rows).boxed().toList(),
              Collections.nCopies(rows, 1),
              Collections.nCopies(rows, "v")));
      statement.addBatch();

      // Then
      assertThat(statement.execute()).isEqualTo(rows);
    }
  }

  @Test
  void mistakesAreToldAndTheStatementServesOn() {
    // Given
    try (LegacyStatement statement = insert()) {
      statement.setTableName("d1");

      // When
      assertThatThrownBy(() -> statement.setTags(List.of("x", "y")))
          // Then
          .isInstanceOf(InterfaceException.class)
          .hasMessageContaining("site (INT)");
      assertThatThrownBy(statement::execute).isInstanceOf(OperationalException.class);
      statement.setTags(List.of(1, "y"));
      assertThatThrownBy(() -> statement.bind(List.of(List.of(START), List.of("x"), List.of("y"))))
          .isInstanceOf(InterfaceException.class)
          .hasMessageContaining("a[0] (INT)");
      statement.bind(List.of(List.of(START), List.of(1), List.of("y")));
      statement.addBatch();
      assertThat(statement.execute()).isEqualTo(1);
    }
  }

  @Test
  void whatTheServerRefusesIsTold() {
    // When
    assertThatThrownBy(() -> connection.prepareLegacy("select * from meters where a = ?"))
        // Then
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("INSERT");
    try (LegacyStatement statement = connection.prepareLegacy("insert into nope values (?, ?)")) {
      assertThatThrownBy(() -> statement.bind(List.of(List.of(START), List.of(1))))
          .isInstanceOf(StatementException.class)
          .hasMessageContaining("0x2603");
    }
    server.stub().giveNull(1);
    assertThatThrownBy(this::insert).hasMessageContaining("0x0102");
    assertThat(server.stub().live(Kind.STATEMENT)).isZero();
  }

  @Test
  void aTableWithABlobIsToldBeforeItEndsTheProcess() {
    // Given
    connection.execute("create table blobs (ts timestamp, a int, b blob)");

    try (LegacyStatement fixed =
            connection.prepareLegacy("insert into blobs (ts, a) values (?, ?)");
        LegacyStatement named = connection.prepareLegacy("insert into ? (ts, a) values (?, ?)")) {
      named.setTableName("blobs");
      for (LegacyStatement statement : List.of(fixed, named)) {
        // When
        assertThatThrownBy(() -> statement.bind(List.of(List.of(START), List.of(1))))
            // Then
            .isInstanceOf(InterfaceException.class)
            .hasMessageContaining("BLOB column b");
      }
    }
  }
}
