package io.taosbridge.embedded.engine;

import static io.taosbridge.embedded.engine.TestDatabase.T0;
import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.DataType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreparedInsertTest {

  private static final String USING = "insert into ? using st tags(?,?) values(?,?,?)";

  private final TestDatabase db =
      new TestDatabase("vgroups 1 keep 36500")
          .with(
              "create stable st (ts timestamp, v int, s varchar(10)) tags (g int, h nchar(10))",
              "create table c1 using st tags (1, 'one')",
              "create table nt (ts timestamp, v int, s nchar(20), d double)");

  private PreparedInsert prepare(String sql) {
    return (PreparedInsert) db.engine().prepare(db.session(), sql);
  }

  private static BoundColumn column(DataType type, Object... values) {
    Object[] bound = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      bound[i] =
          values[i] instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : values[i];
    }
    return BoundColumn.of(type, bound);
  }

  private static BoundColumn times(Long... values) {
    return column(DataType.TIMESTAMP, (Object[]) values);
  }

  private static BoundTable table(String name, List<BoundColumn> tags, BoundColumn... columns) {
    return new BoundTable(name, tags, List.of(columns));
  }

  private static List<BoundColumn> tags(int g, String h) {
    return List.of(column(DataType.INT, g), column(DataType.NCHAR, h));
  }

  private static BoundTable row(String name, long time, Integer v, String s) {
    return table(
        name, tags(7, "é"), times(time), column(DataType.INT, v), column(DataType.VARCHAR, s));
  }

  private static long insert(PreparedInsert insert, BoundTable... tables) {
    return insert.insert(List.of(insert.bind(List.of(tables))), false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          insert into ? using st tags(?,?) values(?,?,?) | tbname:4 g:2 h:2 ts:1 v:1 s:1
          insert into ? using st (h) tags(?) (ts,v) values(?,?) | tbname:4 h:2 ts:1 v:1
          insert into ? using st tags(5,?) values(?,9,?) | tbname:4 h:2 ts:1 s:1
          insert into c1 values(?,?,?) | ts:1 v:1 s:1
          insert into nt (ts,v) values(?,?) | ts:1 v:1
          insert into st (tbname,ts,v,s,g,h) values(?,?,?,?,?,?) | tbname:4 ts:1 v:1 s:1 g:2 h:2
          insert into st (g,ts,tbname,v) values(?,?,?,?) | g:2 ts:1 tbname:4 v:1
          insert into db.st (tbname,ts,v,g) values(?,?,?,?) | tbname:4 ts:1 v:1 g:2
          """)
  void tellsItsFieldsInTheServersOrder(String sql, String expected) {
    assertThat(prepare(sql).fields())
        .extracting(field -> field.name() + ":" + field.kind().code())
        .containsExactly(expected.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          insert into nosuch values(?,?) | 0x022B | Table does not exist
          insert into ? using nosuch tags(?) values(?,?) | 0x022B | Table does not exist
          insert into ? values(?,?,?) | 0x022B | Table does not exist
          insert into st values(?,?,?) | 0x0216 | syntax error near ' values(?,?,?)' ((...tbname, ts...) bounded cols is expected for supertable insertion)
          insert into st (ts,v) values(?,?) | 0x0200 | tbname column should not be null
          insert into nosuchdb.t values(?,?) | 0x0388 | Database not exist
          insert into c1 (ts,nosuch) values(?,?) | 0x2602 | Invalid column name: nosuch
          insert into c1 values(?,?) | 0x0216 | syntax error near ')' (, expected)
          insert into ? using st tags(?,?) values(?,?) | 0x0216 | syntax error near ')' (, expected)
          delete from st where ts=? | 0x2600 | stmt only support 'SELECT' or 'INSERT'
          insert into | 0x2600 | stmt only support 'SELECT' or 'INSERT'
          select * from nt | 0x2600 | stmt only support select or insert
          """)
  void refusesWhatCannotBePrepared(String sql, String code, String text) {
    assertThatThrownBy(() -> prepare(sql).fields())
        .isInstanceOf(EngineException.class)
        .hasMessage(text)
        .extracting("code")
        .isEqualTo(Integer.decode(code));
  }

  @Test
  void makesMissingChildTables() {
    // When
    long affected = insert(prepare(USING), row("n1", T0, 1, "ab"), row("Upper", T0, 2, null));

    // Then
    assertThat(affected).isEqualTo(2);
    assertThat(db.rows("select tbname, * from st order by tbname"))
        .containsExactly(asList("Upper", T0, 2, null, 7, "é"), asList("n1", T0, 1, "ab", 7, "é"));
  }

  @Test
  void takesQualifiedAndQuotedNames() {
    // When
    insert(prepare(USING), row("db.n8", T0, 1, "a"), row("`quoted`", T0, 1, "a"));

    // Then
    assertThat(db.rows("select distinct tbname from st order by tbname"))
        .containsExactly(List.of("c1"), List.of("n8"), List.of("quoted"));
  }

  @Test
  void leavesTagsOfExistingTables() {
    // When
    insert(prepare(USING), row("c1", T0, 1, "ab"));

    // Then
    assertThat(db.rows("select g, h from st")).containsExactly(List.of(1, "one"));
  }

  @Test
  void putsLiteralsAmongTheParameters() {
    // Given
    PreparedInsert insert = prepare("insert into ? using st tags(5,?) values(?,9,?)");

    // When
    insert(
        insert,
        table(
            "n3", List.of(column(DataType.NCHAR, "x")), times(T0), column(DataType.VARCHAR, "q")));

    // Then
    assertThat(db.rows("select v, s, g, h from st")).containsExactly(List.of(9, "q", 5, "x"));
  }

  @Test
  void writesIntoAnyTableThatIsThere() {
    // Given
    PreparedInsert insert = prepare("insert into ? values(?,?,?)");

    // When
    insert(insert, row("c1", T0, 1, "a"));

    // Then
    assertThat(db.rows("select v, s from c1")).containsExactly(List.of(1, "a"));
    assertThatThrownBy(() -> insert.bind(List.of(row("nosuch", T0, 1, "a"))))
        .extracting("code")
        .isEqualTo(0x2603);
  }

  @Test
  void neverMakesATableWithoutTags() {
    // Given
    PreparedInsert insert = prepare("insert into st (tbname,ts,v) values(?,?,?)");

    // Then
    assertThatThrownBy(
            () -> insert.bind(List.of(table("nosuch", null, times(T0), column(DataType.INT, 1)))))
        .hasMessage("Table does not exist")
        .extracting("code")
        .isEqualTo(0x2603);
  }

  @Test
  void letsTheLaterOfTwoRowsWin() {
    // Given
    PreparedInsert insert = prepare("insert into nt (ts,v,s) values(?,?,?)");
    BoundTable rows =
        table(
            null,
            null,
            times(T0 + 1, T0, T0, T0),
            column(DataType.INT, 9, 1, 2, 4),
            column(DataType.NCHAR, null, "a", null, null));

    // When
    long affected = insert(insert, rows);

    // Then
    assertThat(affected).isEqualTo(2);
    assertThat(db.rows("select v, s from nt")).containsExactly(asList(4, null), asList(9, null));
  }

  @Test
  void mergesRowsInterlaced() {
    // Given
    PreparedInsert insert = prepare(USING);
    BoundTable rows =
        table(
            "n1",
            tags(1, "x"),
            times(T0, T0, T0),
            column(DataType.INT, 1, 2, 4),
            column(DataType.VARCHAR, "a", null, null));

    // When
    long affected = insert.insert(List.of(insert.bind(List.of(rows))), true);

    // Then
    assertThat(affected).isEqualTo(1);
    assertThat(db.rows("select v, s from st")).containsExactly(List.of(4, "a"));
  }

  @Test
  void losesASecondMentionOfATableInterlaced() {
    // Given
    PreparedInsert insert = prepare(USING);
    List<BoundTable> twice = List.of(row("e1", T0, 1, "a"), row("e1", T0 + 1, 2, "b"));

    // Then
    assertThat(insert.insert(List.of(insert.bind(twice)), true)).isEqualTo(1);
    assertThat(insert.insert(List.of(insert.bind(twice)), false)).isEqualTo(2);
  }

  @Test
  void losesTagsOfSectionsSentApart() {
    // Given
    PreparedInsert insert = prepare(USING);
    BoundTable columns = row(null, T0, 1, "ab");

    // When
    PreparedInsert.Batch first = insert.bind(List.of(new BoundTable("n10", tags(7, "x"), null)));
    PreparedInsert.Batch second =
        insert.bind(List.of(new BoundTable(null, null, columns.columns())));
    insert.insert(List.of(first, second), false);

    // Then
    assertThat(db.rows("select tbname, v, g, h from st"))
        .containsExactly(asList("n10", 1, null, null));
  }

  @Test
  void checksWhatIsBound() {
    PreparedInsert insert = prepare(USING);
    BoundColumn time = times(T0);
    BoundColumn value = column(DataType.INT, 1);
    BoundColumn text = column(DataType.VARCHAR, "a");

    assertRefused(
        insert, table("e", tags(1, "x"), time, value), 0x0200, "row number in each bind param");
    assertRefused(
        insert,
        table("e", List.of(column(DataType.INT, 1)), time, value, text),
        0x0200,
        "var tag length is null");
    assertRefused(
        insert,
        table("e", tags(1, "x"), time, column(DataType.BIGINT, 1L), text),
        0x0200,
        "column type mis-match with buffer type");
    assertRefused(
        insert,
        table("e", tags(1, "x"), time, value, column(DataType.VARCHAR, "12345678901")),
        0x2653,
        "Value too long for column/tag");
    assertRefused(
        insert,
        table("e", tags(1, "12345678901"), time, value, text),
        0x2653,
        "Value too long for column/tag");
    assertRefused(
        insert,
        table("e", tags(1, "x"), column(DataType.TIMESTAMP, (Object) null), value, text),
        0x267B,
        "Primary key column should not be null");
    assertRefused(insert, row("", T0, 1, "a"), 0x022B, "Stmt table name not set correctly");
    assertRefused(insert, row("t".repeat(200), T0, 1, "a"), 0x0200, "name too long");
    assertRefused(
        insert,
        table("e", tags(1, "x"), times(), column(DataType.INT), column(DataType.VARCHAR)),
        0x0236,
        "bind number out of range or not match");
  }

  private static void assertRefused(
      PreparedInsert insert, BoundTable table, int code, String text) {
    assertThatThrownBy(() -> insert.bind(List.of(table)))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith(text)
        .extracting("code")
        .isEqualTo(code);
  }

  @Test
  void findsOnExecutionWhatABindCannotSee() {
    // Given
    PreparedInsert insert = prepare(USING);

    // Then
    assertThatThrownBy(() -> insert(insert, row("nt", T0, 1, "a")))
        .extracting("code")
        .isEqualTo(0x061D);
    assertThatThrownBy(() -> insert(insert, row("e", Long.MAX_VALUE, 1, "a")))
        .extracting("code")
        .isEqualTo(0x060B);
  }

  @Test
  void storesWhatGoesToOtherVgroupsThanTheRowOutOfTime() {
    // Given
    TestDatabase two =
        new TestDatabase("vgroups 2")
            .with(
                "create stable st (ts timestamp, v int, s varchar(10)) tags (g int, h nchar(10))");
    PreparedInsert insert = (PreparedInsert) two.engine().prepare(two.session(), USING);
    String bad = "t0";
    String good = bad;
    for (int i = 1; two.log(good) == two.log(bad); i++) {
      good = "t" + i;
    }

    // When
    BoundTable late = row(bad, Long.MAX_VALUE, 1, "a");
    BoundTable inTime = row(good, System.currentTimeMillis(), 2, "b");
    assertThatThrownBy(() -> insert(insert, late, inTime)).extracting("code").isEqualTo(0x060B);

    // Then
    assertThat(two.rows("select tbname, v from st")).containsExactly(List.of(good, 2));
  }

  @Test
  void needsADatabaseForTheTablesName() {
    // Given
    Session fresh = db.engine().login("root", "taosdata");
    PreparedInsert insert =
        (PreparedInsert)
            db.engine().prepare(fresh, "insert into ? using db.st tags(?,?) values(?,?,?)");

    // Then
    assertThatThrownBy(insert::fields)
        .hasMessage("db is not specified")
        .extracting("code")
        .isEqualTo(0x0200);
  }

  @Test
  void asksWithParameters() {
    // Given
    db.run("insert into nt values (" + T0 + ", 1, 'é', 1.5) (" + (T0 + 1) + ", 2, 'x', null)");
    PreparedQuery query =
        (PreparedQuery)
            db.engine().prepare(db.session(), "select v, ? as p from nt where s = ? and ts >= ?");

    // When
    SqlResult.Rows result =
        query.execute(
            List.of(
                column(DataType.INT, 5),
                column(DataType.VARCHAR, "x"),
                column(DataType.VARCHAR, "2026-01-01T00:00:00Z")));

    // Then
    assertThat(query.parameterCount()).isEqualTo(3);
    assertThat(result.rows()).singleElement().isEqualTo(new Object[] {2, 5});
    assertThat(result.fields().get(1).type().type()).isEqualTo(DataType.INT);
    assertThatThrownBy(() -> query.check(List.of(column(DataType.INT, 1, 2))))
        .extracting("code")
        .isEqualTo(0x0236);
  }
}
