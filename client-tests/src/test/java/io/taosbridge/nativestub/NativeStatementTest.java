package io.taosbridge.nativestub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.DataType;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.TableBinding;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.StatementException;
import io.taosbridge.nativestub.NativeStub.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeStatementTest {

  private static final long START = 1_700_000_000_000L;
  private static final byte[] POINT =
      HexFormat.of().parseHex("0101000000000000000000f03f0000000000000040");

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

  @Test
  void parametersAreThoseOfTheStatement() {
    // When
    try (Statement statement = insert(StatementOptions.DEFAULT)) {
      // Then
      assertThat(statement.isInsert()).isTrue();
      assertThat(statement.parameters())
          .extracting(parameter -> parameter.role() + " " + parameter.name())
          .containsExactly(
              "TABLE_NAME tbname", "TAG site", "TAG name", "COLUMN ts", "COLUMN a", "COLUMN v");
      assertThat(statement.parameters())
          .extracting(parameter -> parameter.type().toString())
          .endsWith("INT", "NCHAR(20)", "TIMESTAMP", "INT", "VARCHAR(20)");
    }
  }

  private Statement insert(StatementOptions options) {
    return connection.prepare(
        "insert into ? using meters tags (?, ?) (ts, a, v) values (?, ?, ?)", options);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void manyTablesAreBoundAtOnce(boolean interlaced) {
    // Given
    try (Statement statement =
        insert(interlaced ? StatementOptions.INTERLACED : StatementOptions.DEFAULT)) {
      BindBatch batch = statement.newBatch();
      for (int i = 0; i < 100; i++) {
        TableBinding table =
            batch.table("d" + i).setTags(Arrays.asList(i, i % 2 == 0 ? "日本" : null));
        table.addRow(Arrays.asList(START, i, "x".repeat(i % 20)));
        table.addRow(Arrays.asList(START + 1, null, null));
      }

      // When
      long affected = statement.execute(batch);

      // Then
      assertThat(affected).isEqualTo(200);
    }
    assertThat(rows("select tbname, site, name, a, v from meters where tbname = 'd42'"))
        .containsExactlyInAnyOrder("[d42, 42, 日本, 42, xx]", "[d42, 42, 日本, null, null]");
    assertThat(rows("select count(*), sum(a) from meters")).containsExactly("[200, 4950]");
    assertThat(server.stub().live(Kind.STATEMENT2)).isZero();
  }

  private List<String> rows(String sql) {
    try (QueryResult result = connection.query(sql)) {
      return result.fetchAllMaps().stream()
          .map(row -> new ArrayList<>(row.values()).toString())
          .toList();
    }
  }

  @Test
  void everyTypeArrivesAsItIs() {
    // Given
    connection.execute(
        "create table every (ts timestamp, bo bool, ti tinyint, si smallint, i int, bi bigint,"
            + " ut tinyint unsigned, us smallint unsigned, ui int unsigned, ub bigint unsigned,"
            + " f float, d double, v varchar(20), n nchar(20), vb varbinary(20), g geometry(100),"
            + " de decimal(20, 4), ds decimal(10, 2), bl blob)");
    List<Object> values =
        List.of(
            START,
            true,
            (byte) -1,
            (short) -2,
            -3,
            Long.MIN_VALUE + 1,
            (short) 255,
            65_535,
            4_294_967_295L,
            new BigInteger("18446744073709551615"),
            1.5f,
            Double.MIN_VALUE,
            "abc",
            "日本😀",
            new byte[] {0, 1, 2},
            POINT,
            new BigDecimal("12.3456"),
            new BigDecimal("-1.50"),
            new byte[] {9, 0, 8});
    List<Object> nulls = new ArrayList<>();
    nulls.add(START + 1);
    values.stream().skip(1).forEach(unused -> nulls.add(null));

    // When
    try (Statement statement =
        connection.prepare("insert into every values (" + "?, ".repeat(values.size() - 1) + "?)")) {
      BindBatch batch = statement.newBatch();
      batch.table(null).addRow(values).addRow(nulls);
      statement.execute(batch);
    }

    // Then
    List<Object> first = new ArrayList<>();
    List<Object> second = new ArrayList<>();
    try (QueryResult result = connection.query("select * from every")) {
      List<Map<String, Object>> read = result.fetchAllMaps();
      first.addAll(read.get(0).values());
      second.addAll(read.get(1).values());
    }
    assertThat(first).usingRecursiveFieldByFieldElementComparator().isEqualTo(values);
    assertThat(second).isEqualTo(nulls);
  }

  @Test
  void moreRowsThanOneBindTakesAreSplit() {
    // Given
    int rows = 70_000;
    try (Statement statement = insert(StatementOptions.DEFAULT)) {
      BindBatch batch = statement.newBatch();
      TableBinding table = batch.table("large").setTags(Arrays.asList(1, null));
      for (int i = 0; i < rows; i++) {
        table.column(0).appendLong(START + i);
        table.column(1).appendLong(i);
        table.column(2).appendString("v" + i);
      }
      batch.table("small").setTags(Arrays.asList(2, null)).addRow(Arrays.asList(START, 7, "x"));

      // When
      long affected = statement.execute(batch);

      // Then
      assertThat(affected).isEqualTo(rows + 1L);
    }
    assertThat(rows("select count(*), sum(a) from large")).containsExactly("[70000, 2449965000]");
    assertThat(rows("select v from large where a = 69999")).containsExactly("[v69999]");
  }

  @Test
  void aStatementServesAgainAfterAnError() {
    // Given
    try (Statement statement = insert(StatementOptions.DEFAULT)) {
      BindBatch bad = statement.newBatch();
      bad.table("d").setTags(Arrays.asList(1, "x")).addRow(Arrays.asList(START, 1, "v".repeat(50)));

      // When
      assertThatThrownBy(() -> statement.execute(bad))
          // Then
          .isInstanceOf(StatementException.class)
          .hasMessageContaining("0x2653");

      // And when
      BindBatch good = statement.newBatch();
      good.table("d").setTags(Arrays.asList(1, "x")).addRow(Arrays.asList(START, 1, "v"));
      long affected = statement.execute(good);

      // Then
      assertThat(affected).isEqualTo(1);
    }
  }

  @Test
  void aQueryHasValuesToo() {
    // Given
    server.fill(5_000);
    try (Statement statement = connection.prepare("select a from many where a >= ? and a < ?")) {
      assertThat(statement.isInsert()).isFalse();

      for (int round = 0; round < 5; round++) {
        // When
        QueryResult result = statement.query(List.of(100, 4_600 + round));

        // Then
        assertThat(result.fields())
            .extracting(field -> field.type().type())
            .containsExactly(DataType.INT);
        assertThat(result.fetchAll()).hasSize(4_500 + round);
      }
    }
    assertThat(server.stub().live(Kind.RESULT)).isZero();
  }

  @Test
  void aResultThatIsNotReadToItsEndIsNoHindrance() {
    // Given
    server.fill(5_000);
    try (Statement statement = connection.prepare("select a from many where a >= ?")) {
      QueryResult first = statement.query(List.of(0));
      first.fetchOne();

      // When
      QueryResult second = statement.query(List.of(4_999));

      // Then
      assertThat(second.fetchAll()).hasSize(1);
      assertThatThrownBy(first::fetchOne).isInstanceOf(OperationalException.class);
    }
  }

  @Test
  void valuesMustBeAsManyAsParameters() {
    // Given
    server.fill(1);
    try (Statement statement = connection.prepare("select a from many where a >= ? and a < ?")) {
      // When
      assertThatThrownBy(() -> statement.query(List.of(1)))
          // Then
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("2 parameters");
    }
  }

  @Test
  void whatCannotBePreparedIsTold() {
    for (String sql : List.of("insert into nope values (?, ?)", "drop table ?", "selec ?")) {
      // When
      assertThatThrownBy(() -> connection.prepare(sql))
          // Then
          .isInstanceOf(StatementException.class);
    }
    assertThat(server.stub().live(Kind.STATEMENT2)).isZero();
  }

  @Test
  void rowsAreExecutedWithOneStatement() {
    // When
    long affected =
        connection.executeMany(
            "insert into ? using meters tags (?, ?) (ts, a, v) values (?, ?, ?)",
            List.of(
                List.of("e1", 1, "x", START, 1, "a"),
                List.of("e2", 2, "y", START, 2, "b"),
                List.of("e1", 1, "x", START + 1, 3, "c")));

    // Then
    assertThat(affected).isEqualTo(3);
    assertThat(rows("select tbname, a from meters order by a"))
        .containsExactly("[e1, 1]", "[e2, 2]", "[e1, 3]");
  }

  @Test
  void closingTheConnectionClosesItsStatementsAndTheirResults() {
    // Given
    server.fill(5_000);
    Statement insert = insert(StatementOptions.DEFAULT);
    List<Parameter> parameters = insert.parameters();
    Statement query = connection.prepare("select a from many where a >= ?");
    QueryResult result = query.query(List.of(0));
    result.fetchOne();

    // When
    connection.close();

    // Then
    assertThat(server.stub().live(Kind.CONNECTION)).isZero();
    assertThat(server.stub().live(Kind.STATEMENT2)).isZero();
    assertThat(server.stub().live(Kind.RESULT)).isZero();
    BindBatch batch = new BindBatch(parameters);
    batch.table("d").setTags(Arrays.asList(1, "x")).addRow(Arrays.asList(START, 1, "v"));
    assertThatThrownBy(() -> insert.execute(batch)).isInstanceOf(ConnectionException.class);
    assertThatThrownBy(result::fetchAll).isInstanceOf(ConnectionException.class);
    result.close();
    query.close();
    insert.close();
  }

  @Test
  void whatTheLibraryDoesNotGiveIsTold() {
    // Given
    server.fill(1);
    Statement query = connection.prepare("select a from many where a >= ?");

    // When
    for (int i = 0; i < 2; i++) {
      server.stub().giveNull(1);
      // Then
      assertThatThrownBy(() -> query.query(List.of(0))).hasMessageContaining("0x0102");
    }
    server.stub().giveNull(1);
    assertThatThrownBy(() -> insert(StatementOptions.DEFAULT)).hasMessageContaining("0x0102");
    assertThat(query.query(List.of(0)).fetchAll()).hasSize(1);
    query.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insert into blobs (ts, a) values (?, ?)",
        "insert into `power`.blobs(ts, a) values (?, ?)",
        "insert into ? using power . blobmeters tags (?) (ts, a) values (?, ?)",
        "INSERT INTO\nblobmeters (tbname, ts, a) VALUES (?, ?, ?)"
      })
  void aBlobThatIsLeftOutIsToldBeforeItEndsTheProcess(String sql) {
    // Given
    connection.execute("create table blobs (ts timestamp, a int, b blob)");
    connection.execute("create table blobmeters (ts timestamp, a int, b blob) tags (site int)");

    // When
    assertThatThrownBy(() -> connection.prepare(sql))
        // Then
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("BLOB column b");
    assertThat(server.stub().live(Kind.STATEMENT2)).isZero();
  }
}
