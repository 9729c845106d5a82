package io.taosbridge.embedded.engine;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemTablesTest {

  private final TestDatabase db =
      new TestDatabase("vgroups 2 precision 'us' keep 36500 wal_retention_period 600")
          .with(
              "create stable st (ts timestamp, v int, s nchar(20), d decimal(10,2)) tags (g int, n varchar(8))",
              "create table c1 using st tags (1, 'one')",
              "create table nt (ts timestamp, v int, s nchar(20))");

  @Test
  void showsWhatThereIs() {
    assertThat(db.rows("show databases"))
        .containsExactly(
            List.of("information_schema"), List.of("performance_schema"), List.of("db"));
    assertThat(db.rows("show tables")).containsExactly(List.of("c1"), List.of("nt"));
    assertThat(db.rows("show `db`.tables like 'n%'")).containsExactly(List.of("nt"));
    assertThat(db.rows("show stables")).containsExactly(List.of("st"));
    assertThat(db.query("show stables").fields())
        .containsExactly(new ResultField("stable_name", ColumnType.of(DataType.VARCHAR, 192)));
    assertThat(db.rows("show vgroups")).extracting(row -> row.get(0)).containsExactly(2, 3);
    assertThat(db.rows("show cluster alive")).containsExactly(List.of(1));
    assertThat(db.rows("show dnodes")).hasSize(1);
    assertThat(db.rows("show variables")).isNotEmpty();
  }

  @Test
  void describesTables() {
    // When
    List<List<Object>> rows = db.rows("describe st");

    // Then
    assertThat(rows)
        .containsExactly(
            List.of("ts", "TIMESTAMP", 8, "", "delta-i", "lz4", "medium"),
            List.of("v", "INT", 4, "", "simple8b", "lz4", "medium"),
            List.of("s", "NCHAR", 20, "", "disabled", "zstd", "medium"),
            List.of("d", "DECIMAL(10, 2)", 8, "", "disabled", "zstd", "medium"),
            List.of("g", "INT", 4, "TAG", "disabled", "disabled", "disabled"),
            List.of("n", "VARCHAR", 8, "TAG", "disabled", "disabled", "disabled"));
    assertThat(db.rows("describe db.c1")).isEqualTo(rows);
  }

  @Test
  void showsHowTablesAreMade() {
    assertThat(db.rows("show create table nt"))
        .containsExactly(
            List.of("nt", "CREATE TABLE `nt` (`ts` TIMESTAMP, `v` INT, `s` NCHAR(20))"));
    assertThat(db.rows("show create stable st").get(0).get(1))
        .isEqualTo(
            "CREATE STABLE `st` (`ts` TIMESTAMP, `v` INT, `s` NCHAR(20), `d` DECIMAL(10, 2)) TAGS (`g` INT, `n` VARCHAR(8))");
    assertThat(db.rows("show create table c1").get(0).get(1))
        .isEqualTo("CREATE TABLE `c1` USING `st` (`g`, `n`) TAGS (1, \"one\")");
    assertThat(db.rows("show create database db").get(0).get(1).toString())
        .contains("PRECISION 'us'", "VGROUPS 2", "WAL_RETENTION_PERIOD 600");
  }

  @Test
  void tellsDatabases() {
    assertThat(
            db.rows(
                "select name, `precision` as `precision`, vgroups, keep, wal_retention_period from information_schema.ins_databases where name = 'db'"))
        .containsExactly(List.of("db", "us", (short) 2, "36500d,36500d,36500d", 600));
  }

  @Test
  void tellsTablesAndTags() {
    assertThat(
            db.rows(
                "select table_name, db_name, stable_name, type from information_schema.ins_tables where 1 = 1 and db_name='db' order by table_name"))
        .containsExactly(
            List.of("c1", "db", "st", "CHILD_TABLE"), asList("nt", "db", null, "NORMAL_TABLE"));
    assertThat(
            db.rows(
                "select tag_name, tag_type, tag_value from information_schema.ins_tags where table_name = 'c1'"))
        .containsExactly(List.of("g", "INT", "1"), List.of("n", "VARCHAR(8)", "one"));
    assertThat(db.rows("show tags from c1")).hasSize(2);
    assertThat(
            db.rows("select col_name from information_schema.ins_columns where table_name = 'nt'"))
        .containsExactly(List.of("ts"), List.of("v"), List.of("s"));
  }

  @Test
  void tellsTopics() {
    // Given
    String sql = "create topic t1 with meta as stable db.st";
    db.run(sql);

    // Then
    assertThat(db.rows("show topics")).containsExactly(List.of("t1"));
    assertThat(
            db.rows(
                "select topic_name, db_name, sql, meta, type from information_schema.ins_topics"))
        .containsExactly(List.of("t1", "db", sql, "yes", "stable"));
  }

  @Test
  void knowsUsers() {
    // When
    db.with("create user u1 pass 'secret'", "alter user u1 pass 'other'");

    // Then
    assertThat(db.engine().login("u1", "other").user()).isEqualTo("u1");
    assertThat(db.rows("select name from information_schema.ins_users order by name"))
        .containsExactly(List.of("root"), List.of("u1"));
  }
}
