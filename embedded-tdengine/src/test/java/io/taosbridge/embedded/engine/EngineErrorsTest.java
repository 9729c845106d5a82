package io.taosbridge.embedded.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes and texts as a real server answered them. */
class EngineErrorsTest {

  private final TestDatabase db =
      new TestDatabase("vgroups 1 keep 36500")
          .with(
              "create table nt (ts timestamp, v int, s nchar(20))",
              "create stable at (ts timestamp, c_d64 decimal(10,2), c_geo geometry(100)) tags (t int)",
              "create table a1 using at tags (1)");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ~~ | 0x2601 | Incomplete SQL statement
          ~   ~ | 0x2601 | Incomplete SQL statement
          selec 1 | 0x2600 | syntax error near "selec 1"
          select * from nt where | 0x2601 | Incomplete SQL statement
          select * from (select * from (select * from ( | 0x2601 | Incomplete SQL statement
          select nosuch from nt | 0x2602 | Invalid column name: nosuch
          select * from nosuchdb.t | 0x0388 | Database not exist
          select * from nosuch | 0x2603 | Table does not exist
          insert into nt values (1767225600000, 1) | 0x0216 | syntax error near ')' (, expected)
          insert into nt values (1767225600000, 'abc', 'x') | 0x0216 | syntax error near 'abc' (invalid int data)
          insert into nt values (1767225600000, 1, '123456789012345678901') | 0x2653 | Value too long for column/tag: s
          insert into nt values ('2026-13-01', 1, 'x') | 0x0216 | syntax error near '2026-13-01' (invalid timestamp)
          insert into nosuch values (now, 1) | 0x2603 | Table does not exist
          insert into nt values (now, 99999999999, 'x') | 0x0216 | syntax error near '99999999999, 'x')' (int data overflow)
          insert into nt values (null, 1, 'x') | 0x0216 | syntax error near 'null, 1, 'x')' (Primary timestamp column should not be null)
          insert into nt(v) values (1) | 0x0200 | Primary timestamp column should not be null
          insert into at (ts,c_d64) values (now,1) | 0x0200 | tbname column should not be null
          insert into a1 (ts,c_d64) values (now,'123456789012') | 0x013D | Decimal value overflow
          insert into a1 (ts,c_geo) values (now,'pnt(1)') | 0x0216 | syntax error near 'pnt(1)' (Invalid function para value)
          insert into nt values (4102444800000000, 1, 'x') | 0x060B | Timestamp data out of range
          create table nt (ts timestamp, v int) | 0x0603 | Table already exists
          create table x1 (v int) | 0x263F | Illegal number of columns
          create database db | 0x0381 | Database already exists
          create topic golden_x as select count(*) from nt | 0x2639 | Invalid topic query
          alter table nt drop column nosuch | 0x2602 | Invalid column name: nosuch
          drop table nosuch | 0x2603 | Table does not exist
          drop database nosuch | 0x0388 | Database not exist
          drop stable nosuch | 0x0362 | STable not exist
          drop topic nosuch | 0x03E1 | Topic not exist
          use nosuchdb | 0x0388 | Database not exist
          kill query 'x' | 0x030C | Invalid query id
          """)
  void tellsWhatIsWrongWithAStatement(String sql, String code, String text) {
    // When
    EngineException error = assertThrows(EngineException.class, () -> db.run(sql));

    // Then
    assertThat(error).hasMessage(text);
    assertThat(error.code()).isEqualTo(Integer.decode(code));
  }

  @Test
  void asksForADatabaseWhereNoneIsChosen() {
    // Given
    Session fresh = db.engine().login("root", "taosdata");

    // Then
    assertThatThrownBy(() -> db.engine().execute(fresh, "select * from nt"))
        .isInstanceOf(EngineException.class)
        .hasMessage("Database not specified")
        .extracting("code")
        .isEqualTo(0x2616);
  }

  @ParameterizedTest
  @CsvSource({
    "root, wrong, 0x0357, Authentication failure",
    "nobody, taosdata, 0x0351, Invalid user",
    "root, '', 0x0208, Invalid password length",
    "'', taosdata, 0x0207, Invalid user name"
  })
  void refusesALogin(String user, String password, String code, String text) {
    assertThatThrownBy(() -> db.engine().login(user, password))
        .isInstanceOf(EngineException.class)
        .hasMessage(text)
        .extracting("code")
        .isEqualTo(Integer.decode(code));
  }

  @Test
  void refusesATopicWhereTheLogIsNotKept() {
    // Given
    db.with("create database short wal_retention_period 0");

    // Then
    assertThatThrownBy(() -> db.run("create topic t as database short"))
        .isInstanceOf(EngineException.class)
        .extracting("code")
        .isEqualTo(0x038C);
  }
}
