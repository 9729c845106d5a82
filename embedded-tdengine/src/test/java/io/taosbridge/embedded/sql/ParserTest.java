package io.taosbridge.embedded.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.ColumnType;
import io.taosbridge.embedded.sql.Expr.Operator;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {

  private static Expr where(String condition) {
    return ((Select) Parser.parse("select * from t where " + condition)).where();
  }

  private static Expr number(long value) {
    return new Expr.Int(BigInteger.valueOf(value));
  }

  private static Expr column(String name) {
    return new Expr.Column(null, name);
  }

  @Test
  void bindsOperatorsByStrength() {
    assertThat(where("a = 1 or b + 2 * 3 > 4 and not c"))
        .isEqualTo(
            new Expr.Binary(
                Operator.OR,
                new Expr.Binary(Operator.EQUAL, column("a"), number(1)),
                new Expr.Binary(
                    Operator.AND,
                    new Expr.Binary(
                        Operator.GREATER,
                        new Expr.Binary(
                            Operator.ADD,
                            column("b"),
                            new Expr.Binary(Operator.MULTIPLY, number(2), number(3))),
                        number(4)),
                    new Expr.Not(column("c")))));
  }

  @Test
  void lowersNamesUnlessQuoted() {
    assertThat(where("Abc = 1 and `Abc` = -2"))
        .isEqualTo(
            new Expr.Binary(
                Operator.AND,
                new Expr.Binary(Operator.EQUAL, column("abc"), number(1)),
                new Expr.Binary(Operator.EQUAL, column("Abc"), number(-2))));
  }

  @Test
  void keepsTheTextOfWhatIsSelected() {
    // When
    Select select = (Select) Parser.parse("select count( * ) , v+1 as x from db.t tt limit 3");

    // Then
    assertThat(select.items()).extracting(Select.Item::text).containsExactly("count( * )", "v+1");
    assertThat(select.items()).extracting(Select.Item::alias).containsExactly(null, "x");
    assertThat(select.from()).isEqualTo(new Select.TableSource(new TableName("db", "t"), "tt"));
    assertThat(select.limit()).isEqualTo(3);
  }

  @Test
  void readsDeclarations() {
    // When
    Ddl.CreateSuperTable create =
        (Ddl.CreateSuperTable)
            Parser.parse(
                "create table if not exists st (ts timestamp encode 'delta-i' level 'medium', id int unsigned primary key, d decimal(10,2)) tags (g nchar(4)) comment 'x'");

    // Then
    assertThat(create.ifNotExists()).isTrue();
    assertThat(create.columns())
        .containsExactly(
            new Ddl.ColumnSpec("ts", ColumnType.parse("TIMESTAMP"), false),
            new Ddl.ColumnSpec("id", ColumnType.parse("INT UNSIGNED"), true),
            new Ddl.ColumnSpec("d", ColumnType.decimal(10, 2), false));
    assertThat(create.tags())
        .containsExactly(new Ddl.ColumnSpec("g", ColumnType.parse("NCHAR(4)"), false));
  }

  @Test
  void keepsOptionsOfDatabasesThatItDoesNotKnow() {
    // When
    Ddl.CreateDatabase create =
        (Ddl.CreateDatabase)
            Parser.parse("create database d vgroups 3 KEEP 10d,20d,30d newoption 'Value'");

    // Then
    assertThat(create.options())
        .containsEntry("vgroups", "3")
        .containsEntry("keep", "10d,20d,30d")
        .containsEntry("newoption", "Value");
  }

  @Test
  void numbersParameters() {
    // When
    Insert insert = (Insert) Parser.parse("insert into ? using st tags (?, 2) values (?, 'a?', ?)");

    // Then
    assertThat(insert.parameterCount()).isEqualTo(4);
    assertThat(insert.targets().get(0).lines().get(0).values())
        .extracting(Insert.Value::expression)
        .containsExactly(new Expr.Parameter(2), new Expr.Text("a?"), new Expr.Parameter(3));
    assertThat(Parser.countParameters("select ? from t where a = '?'")).isEqualTo(1);
  }

  @Test
  void readsSeveralTablesOfOneInsert() {
    // When
    Insert insert = (Insert) Parser.parse("insert into a values (1,2),(3,4) db.b (ts) values (5) ");

    // Then
    assertThat(insert.targets())
        .extracting(Insert.Target::table)
        .isEqualTo(List.of(new TableName(null, "a"), new TableName("db", "b")));
    assertThat(insert.targets().get(0).lines()).hasSize(2);
  }

  @Test
  void skipsComments() {
    assertThat(Parser.parse("use /* not\nthis */ db -- nor this")).isEqualTo(new Use("db"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1 2",
        "select * from t limit x",
        "create table t (ts timestamp, v nosuchtype)",
        "show nothing",
        "insert into t values 1",
        "select 'open"
      })
  void tellsWhereAStatementGoesWrong(String sql) {
    assertThatThrownBy(() -> Parser.parse(sql))
        .isInstanceOf(SqlSyntaxException.class)
        .hasMessageStartingWith("syntax error near");
  }

  @Test
  void doesNotTellPasswords() {
    assertThat(Parser.parse("create user u pass 'secret'").toString()).doesNotContain("secret");
  }
}
