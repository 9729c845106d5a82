package io.taosbridge.embedded.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.embedded.schemaless.SchemalessText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What schemaless text does to tables; each rule was seen on a real server. */
class SchemalessWriteTest {

  private static final long T0 = TestDatabase.T0;

  private final TestDatabase db = new TestDatabase("vgroups 1 keep 36500");

  private long lines(String... lines) {
    return write(SchemalessText.LINE, "", 0, lines);
  }

  private long write(int protocol, String tableNameKey, int ttlDays, String... lines) {
    SchemalessText text =
        new SchemalessText(protocol, String.join("\n", lines), "ms", tableNameKey);
    return db.engine().insert(db.session(), text, ttlDays);
  }

  private List<String> describe(String table) {
    List<String> columns = new ArrayList<>();
    for (List<Object> row : db.rows("describe " + table)) {
      columns.add((row.get(0) + " " + row.get(1) + " " + row.get(2) + " " + row.get(3)).strip());
    }
    return columns;
  }

  private static int codeOf(EngineException e) {
    return e.code();
  }

  @Test
  void makesASuperTableForWhatComes() {
    // When
    long stored = lines("m,b=x,a=yy v=1i,s=\"abc\",n=L\"é\" " + T0, "m,c=z w=t " + (T0 + 1));

    // Then
    assertThat(stored).isEqualTo(2);
    assertThat(describe("m"))
        .containsExactly(
            "_ts TIMESTAMP 8",
            "v BIGINT 8",
            "s VARCHAR 4",
            "n NCHAR 4",
            "w BOOL 1",
            "b NCHAR 2 TAG",
            "a NCHAR 4 TAG",
            "c NCHAR 2 TAG");
    assertThat(db.rows("select * from m order by _ts"))
        .containsExactly(
            Arrays.asList(T0, 1L, "abc", "é", null, "x", "yy", null),
            Arrays.asList(T0 + 1, null, null, null, true, null, null, "z"));
  }

  @Test
  void givesASuperTableWithoutTagsOne() {
    // When
    lines("m v=1 " + T0);

    // Then
    assertThat(describe("m")).contains("_tag_null NCHAR 1 TAG");
    assertThat(db.rows("select * from m")).containsExactly(Arrays.asList(T0, 1.0, null));
  }

  @Test
  void addsAndWidensButNeverNarrows() {
    // Given
    lines("m,t=x s=\"" + "y".repeat(100) + "\" " + T0);

    // When
    lines(
        "m,t=" + "x".repeat(20) + " s=\"" + "y".repeat(1500) + "\" " + (T0 + 1),
        "m,t=x,u=z s=\"y\",v=1i " + (T0 + 2));

    // Then
    assertThat(describe("m"))
        .containsExactly(
            "_ts TIMESTAMP 8", "s VARCHAR 1500", "v BIGINT 8", "t NCHAR 32 TAG", "u NCHAR 2 TAG");
  }

  @Test
  void mergesPointsOfOneTableAndTime() {
    // When
    long stored =
        lines("m,t=x v=1i,w=1i " + T0, "m,t=x x=2i " + T0, "m,t=x v=3i " + T0, "m,t=y v=4i " + T0);
    long again = lines("m,t=x w=5i " + T0);

    // Then
    assertThat(stored).isEqualTo(2);
    assertThat(again).isEqualTo(1);
    assertThat(db.rows("select v, w, x, t from m order by t"))
        .containsExactly(Arrays.asList(3L, 5L, 2L, "x"), Arrays.asList(4L, null, null, "y"));
  }

  @Test
  void storesNothingOfABatchThatContradictsItself() {
    assertThatThrownBy(() -> lines("m,t=x v=1i " + T0, "m,t=x v=\"s\" " + T0))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(codeOf(e)).isEqualTo(0x3004));
    for (String line : List.of("m,t=x,t=y v=1 ", "m,t=x v=1,v=2 ", "m,t=x t=1 ", "m,t=x _ts=1 ")) {
      assertThatThrownBy(() -> lines(line + T0))
          .isInstanceOfSatisfying(
              EngineException.class, e -> assertThat(codeOf(e)).isEqualTo(0x263C));
    }
    assertThat(db.rows("show stables")).isEmpty();
  }

  @Test
  void refusesAnotherTypeThanStored() {
    // Given
    lines("m,t=x v=1i " + T0);

    // When, then
    assertThatThrownBy(() -> lines("m,t=x v=1i " + (T0 + 1), "m,u=y w=1 " + T0, "m v=t " + T0))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(codeOf(e)).isEqualTo(0x3004));
    assertThatThrownBy(() -> lines("m,u=x v=\"s\" " + T0))
        .isInstanceOfSatisfying(EngineException.class, e -> assertThat(codeOf(e)).isEqualTo(0x3002))
        .hasMessageContaining("db type:BIGINT, point type:VARCHAR, key:v=\"s\"");
    assertThatThrownBy(() -> write(SchemalessText.TELNET, "", 0, "m 1767225600 1 t=x"))
        .isInstanceOfSatisfying(EngineException.class, e -> assertThat(codeOf(e)).isEqualTo(0x3002))
        .hasMessage("Invalid data format");
    assertThat(db.value("select count(*) from m")).isEqualTo(1L);
    // Tags are looked at first, and what was added stays.
    assertThat(describe("m"))
        .containsExactly("_ts TIMESTAMP 8", "v BIGINT 8", "t NCHAR 2 TAG", "u NCHAR 2 TAG");
  }

  @Test
  void refusesTablesThatAreNotMadeForIt() {
    // Given
    db.with(
        "create table nt (ts timestamp, v double)",
        "create stable st (ts timestamp, v double) tags (t nchar(4))",
        "create table c1 using st tags('q')",
        "create stable pk (_ts timestamp, k int primary key, v double) tags (t nchar(4))",
        "create stable ok (_ts timestamp, v double) tags (t nchar(4))");

    // When, then
    assertThat(lines("ok,t=x v=1 " + T0)).isEqualTo(1);
    assertThatThrownBy(() -> lines("nt,t=x v=1 " + T0))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(codeOf(e)).isEqualTo(0x0603));
    for (String table : List.of("st", "c1")) {
      assertThatThrownBy(() -> lines(table + ",t=x v=1 " + T0))
          .isInstanceOfSatisfying(
              EngineException.class, e -> assertThat(codeOf(e)).isEqualTo(0x3002));
    }
    assertThatThrownBy(() -> lines("pk,t=x k=1i32 " + T0))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(codeOf(e)).isEqualTo(0x3006));
    for (String name : List.of("c1", "st", "ok")) {
      assertThatThrownBy(
              () -> write(SchemalessText.LINE, "name", 0, "ok,t=x,name=" + name + " v=1 " + T0))
          .isInstanceOfSatisfying(
              EngineException.class, e -> assertThat(codeOf(e)).isEqualTo(0x061D));
    }
  }

  @Test
  void namesTablesByATagAndKeepsTheFirstTagsAndTtl() {
    // When
    write(SchemalessText.LINE, "name", 5, "m,host=h1,name=Tab.1 v=1 " + T0);
    write(SchemalessText.LINE, "name", 9, "m,host=h2,name=Tab.1 v=2 " + (T0 + 1));

    // Then
    assertThat(db.rows("select tbname, host, v from m order by _ts"))
        .containsExactly(Arrays.asList("Tab_1", "h1", 1.0), Arrays.asList("Tab_1", "h1", 2.0));
    assertThat(db.rows("select `ttl` from information_schema.ins_tables where table_name='Tab_1'"))
        .containsExactly(Arrays.asList(5));
  }

  @Test
  void limitsTheNumberOfTags() {
    // Given
    StringBuilder tags = new StringBuilder();
    for (int i = 0; i < 128; i++) {
      tags.append(",t").append(i).append("=x");
    }

    // When, then
    assertThat(lines("m" + tags + " v=1 " + T0)).isEqualTo(1);
    assertThatThrownBy(() -> lines("n" + tags + ",u=x v=1 " + T0))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(codeOf(e)).isEqualTo(0x2643));
    assertThatThrownBy(() -> lines("m,u=x v=1 " + T0))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(codeOf(e)).isEqualTo(0x0115));
  }

  @Test
  void refusesTheRowsOfAVgroupThatHasOneTooOld() {
    // Given
    db.run("alter database db keep 30");

    // When, then
    assertThatThrownBy(() -> lines("m,t=x v=1", "m,t=y v=1 1000000000000"))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(codeOf(e)).isEqualTo(0x060B));
    assertThat(db.value("select count(*) from m")).isEqualTo(0L);
    assertThat(lines("m,t=x v=1")).isEqualTo(1);
  }

  @Test
  void needsADatabase() {
    // Given
    Session session = db.engine().login("root", "taosdata");

    // When, then
    SchemalessText text = new SchemalessText(SchemalessText.LINE, "m v=1", "ms", "");
    assertThatThrownBy(() -> db.engine().insert(session, text, 0))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(codeOf(e)).isEqualTo(0x2616));
  }
}
