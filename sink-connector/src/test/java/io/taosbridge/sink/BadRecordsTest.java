package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One bad record among 10,000, of each kind: the others are written, by a few more statements. */
@Timeout(120)
class BadRecordsTest {

  private static final int RECORDS = 10_000;
  private static final int BAD = 6_789;

  /** Halving until one of 10,000 is left: two executions and a preparation at each of 14 steps. */
  private static final int MOST_SENT = 60;

  private final TestServer server = new TestServer();
  private final SinkHarness sink = new SinkHarness(server);

  @AfterEach
  void close() {
    sink.close();
    server.close();
  }

  /**
   * A kind of badness.
   *
   * @param record the bad one; $ts stands for a time that would be good
   * @param reason part of what is reported
   * @param option name=value, or empty
   */
  private record Bad(String name, String record, String reason, String option) {

    Bad(String name, String record, String reason) {
      this(name, record, reason, "");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Bad> kinds() {
    return Stream.of(
        new Bad("type", "{'ts': $ts, 'v': 'many', 's': 'x', 'g': 1}", "column `v`: \"many\""),
        new Bad("range", "{'ts': $ts, 'v': 3000000000, 's': 'x', 'g': 1}", "does not fit INT"),
        new Bad("length", "{'ts': $ts, 'v': 1, 's': 'too long', 'g': 1}", "8 bytes do not fit"),
        new Bad("tag", "{'ts': $ts, 'v': 1, 's': 'x', 'g': 'no'}", "column `g`"),
        new Bad("no timestamp", "{'ts': null, 'v': 1, 's': 'x', 'g': 1}", "timestamp is NULL"),
        new Bad("no field for it", "{'v': 1, 's': 'x', 'g': 1}", "no field `ts`"),
        new Bad("unreadable time", "{'ts': 'soon', 'v': 1, 's': 'x', 'g': 1}", "\"soon\""),
        new Bad("too fine", "{'ts': 1714557600000.5, 'v': 1, 's': 'x', 'g': 1}", "has digits"),
        new Bad("too old", "{'ts': -5000000000000, 'v': 1, 's': 'x', 'g': 1}", "out of range"),
        new Bad("too late", "{'ts': 99999999999999, 'v': 1, 's': 'x', 'g': 1}", "out of range"),
        new Bad("nested", "{'ts': $ts, 'v': 1, 's': {'a': 1}, 'g': 1}", "field `s` is no single"),
        new Bad("no fields", "'text'", "only a Struct, a Map"),
        new Bad(
            "unknown field",
            "{'ts': $ts, 'v': 1, 's': 'x', 'g': 1, 'other': 1}",
            "no column or tag for the field `other`",
            "unknown.field=dlq"),
        new Bad(
            "table name",
            "{'ts': $ts, 'v': 1, 's': '`', 'g': 1}",
            "cannot be the name",
            "table=t${value.s}"),
        new Bad(
            "no table name",
            "{'ts': $ts, 'v': 1, 'g': 1, 's': null}",
            "no value for ${value.s}",
            "table=t${value.s}"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void areReportedAloneWhileTheOthersAreWritten(Bad bad) {
    writesAllOthers(bad);
  }

  static Stream<Bad> kindsOfSql() {
    return kinds().filter(bad -> Set.of("length", "tag", "too old").contains(bad.name()));
  }

  @ParameterizedTest
  @MethodSource("kindsOfSql")
  void areReportedAloneWhereSqlIsWritten(Bad bad) {
    sink.with("write.method", "sql");
    writesAllOthers(bad);
  }

  private void writesAllOthers(Bad bad) {
    // Given
    server.execute("create database $db keep 36500d vgroups 2");
    server.execute("create stable $db.air (ts timestamp, v int, s varchar(3)) tags (g int)");
    sink.with("tags", "g").with("table", "t_${value.g}");
    if (!bad.option().isEmpty()) {
      String[] option = bad.option().split("=", 2);
      sink.with(option[0], option[1]);
    }
    for (int i = 0; i < RECORDS; i++) {
      long ts = SinkHarness.RECORD_TIME + i;
      sink.json(
          i == BAD
              ? bad.record().replace("$ts", Long.toString(ts))
              : "{'ts': " + ts + ", 'v': " + i + ", 's': 'x', 'g': " + i % 3 + "}");
    }

    // When
    long committed = sink.write();

    // Then
    assertThat(committed).isEqualTo(RECORDS);
    assertThat(sink.reporter.offsets).containsExactly((long) BAD);
    assertThat(sink.reporter.reasons.get(0))
        .contains("topic plant.air, partition 0, offset " + BAD, bad.reason());
    assertThat(server.query("select count(*), sum(v) from $db.air"))
        .containsExactly((RECORDS - 1) + " " + (RECORDS * (RECORDS - 1L) / 2 - BAD));
    assertThat(sink.sent.get()).isLessThan(MOST_SENT);
  }
}
