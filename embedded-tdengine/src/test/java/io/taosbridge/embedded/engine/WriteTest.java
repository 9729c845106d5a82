package io.taosbridge.embedded.engine;

import static io.taosbridge.embedded.engine.TestDatabase.T0;
import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WriteTest {

  private final TestDatabase db =
      new TestDatabase().with("create table t (ts timestamp, a int, b varchar(4))");

  @Test
  void replacesARowWrittenAgain() {
    // Given
    db.run("insert into t values (" + T0 + ", 1, 'x')");

    // When
    long affected = db.update("insert into t values (" + T0 + ", null, 'y')");

    // Then
    assertThat(affected).isEqualTo(1);
    assertThat(db.rows("select * from t")).containsExactly(asList(T0, null, "y"));
  }

  @Test
  void keepsColumnsThatASecondWriteDoesNotName() {
    // Given
    db.run("insert into t values (" + T0 + ", 1, 'x')");

    // When
    db.run("insert into t (ts, b) values (" + T0 + ", 'y')");

    // Then
    assertThat(db.rows("select * from t")).containsExactly(List.of(T0, 1, "y"));
  }

  @Test
  void ordersRowsByTime() {
    // When
    db.run(
        "insert into t (ts, a) values (1767225600003, 3) (1767225600001, 1) (1767225600002, 2) (1767225600003, 33)");

    // Then
    assertThat(db.rows("select a from t")).containsExactly(List.of(1), List.of(2), List.of(33));
  }

  @Test
  void keepsRowsApartByACompositeKey() {
    // Given
    db.run("create table k (ts timestamp, id int primary key, v int)");

    // When
    db.run("insert into k values (" + T0 + ", 2, 20) (" + T0 + ", 1, 10) (" + T0 + ", 2, 21)");

    // Then
    assertThat(db.rows("select id, v from k")).containsExactly(List.of(1, 10), List.of(2, 21));
    assertThatThrownBy(() -> db.run("insert into k values (" + T0 + ", null, 1)"))
        .isInstanceOf(EngineException.class);
  }

  @Test
  void makesChildTablesOnTheWay() {
    // Given
    db.run("create stable st (ts timestamp, v int) tags (g int, h int)");

    // When
    db.run(
        "insert into c1 using st tags (1, 2) values (now, 1) c2 using st (h) tags (3) (ts, v) values (now, 2) (now+1s, 3)");
    db.run("insert into c1 using st tags (9, 9) values (now+1h, 2)");
    db.run("insert into st (tbname, ts, v, g) values ('c3', now, 4, 5)");

    // Then
    assertThat(db.rows("select tbname, count(*), g, h from st group by tbname, g, h order by 1"))
        .containsExactly(
            asList("c1", 2L, 1, 2), asList("c2", 2L, null, 3), asList("c3", 1L, 5, null));
  }

  @Test
  void refusesATableOfAnotherSupertable() {
    // Given
    db.with(
        "create stable s1 (ts timestamp, v int) tags (g int)",
        "create stable s2 (ts timestamp, v int) tags (g int)",
        "create table c using s1 tags (1)");

    // Then
    assertThatThrownBy(() -> db.run("insert into c using s2 tags (1) values (now, 1)"))
        .isInstanceOf(EngineException.class)
        .extracting("code")
        .isEqualTo(0x061D);
  }

  @Test
  void deletesByTimeAndTag() {
    // Given
    db.with(
        "create stable st (ts timestamp, v int) tags (g int)",
        "insert into c1 using st tags(1) values (now, 1) (now+1s, 2) c2 using st tags(2) values (now, 3)");

    // Then
    assertThat(db.update("delete from st where g = 1 and ts < now+500a")).isEqualTo(1);
    assertThat(db.rows("select v from st order by v")).containsExactly(List.of(2), List.of(3));
    assertThat(db.update("delete from c2")).isEqualTo(1);
    assertThatThrownBy(() -> db.run("delete from c1 where v = 2"))
        .isInstanceOf(EngineException.class);
  }

  @Test
  void storesNothingOfAStatementThatFails() {
    // When
    assertThatThrownBy(() -> db.run("insert into t values (now, 1, 'a') (now+1s, 2, 'toolong')"))
        .isInstanceOf(EngineException.class);

    // Then
    assertThat(db.rows("select * from t")).isEmpty();
  }

  @Test
  void readsOldRowsByTheChangedSchema() {
    // Given
    db.run("insert into t values (" + T0 + ", 1, 'x')");

    // When
    db.with(
        "alter table t add column c double",
        "alter table t drop column a",
        "alter table t rename column b name",
        "alter table t modify column name varchar(8)",
        "alter table t add column a int");

    // Then
    assertThat(db.query("select * from t").fields())
        .extracting(ResultField::name)
        .containsExactly("ts", "name", "c", "a");
    assertThat(db.rows("select * from t")).containsExactly(asList(T0, "x", null, null));
  }

  @Test
  void changesTags() {
    // Given
    db.with(
        "create stable st (ts timestamp, v int) tags (g int, n nchar(4))",
        "insert into c1 using st tags (1, 'a') values (now, 1)");

    // When
    db.with(
        "alter table c1 set tag g = 5, n = null",
        "alter stable st add tag z bool",
        "alter stable st rename tag g gg",
        "alter stable st drop tag n");

    // Then
    assertThat(db.rows("select gg, z from st")).containsExactly(asList(5, null));
  }
}
