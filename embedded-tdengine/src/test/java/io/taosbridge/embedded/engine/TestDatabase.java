package io.taosbridge.embedded.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.embedded.storage.Log;
import io.taosbridge.embedded.storage.LogEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A server with one database, chosen by its session. */
final class TestDatabase {

  static final long T0 = 1_767_225_600_000L;

  private final Engine engine = new Engine();
  private final Session session = engine.login("root", "taosdata");

  TestDatabase() {
    this("vgroups 1");
  }

  TestDatabase(String options) {
    run("create database db " + options);
    run("use db");
  }

  Engine engine() {
    return engine;
  }

  Session session() {
    return session;
  }

  SqlResult run(String sql) {
    return engine.execute(session, sql);
  }

  TestDatabase with(String... statements) {
    for (String statement : statements) {
      run(statement);
    }
    return this;
  }

  long update(String sql) {
    return ((SqlResult.Update) run(sql)).affectedRows();
  }

  SqlResult.Rows query(String sql) {
    return (SqlResult.Rows) run(sql);
  }

  List<List<Object>> rows(String sql) {
    return query(sql).rows().stream().map(Arrays::asList).toList();
  }

  /** The only value of a result. */
  Object value(String sql) {
    List<List<Object>> rows = rows(sql);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0)).hasSize(1);
    return rows.get(0).get(0);
  }

  /** The log of the vgroup that a table lives in. */
  Log log(String table) {
    return engine.vgroupsOf("db", List.of(table)).get(0).log();
  }

  /** All entries of a log of one kind. */
  static <T extends LogEntry> List<T> entries(Log log, Class<T> kind) {
    List<T> entries = new ArrayList<>();
    for (long version = log.begin(); version < log.end(); version++) {
      log.read(version).filter(kind::isInstance).map(kind::cast).ifPresent(entries::add);
    }
    return entries;
  }
}
