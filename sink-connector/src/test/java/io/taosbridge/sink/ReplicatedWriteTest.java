package io.taosbridge.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.sink.config.SinkConfig;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writing with the mark of replication does what other ways of writing do. */
@Timeout(120)
class ReplicatedWriteTest {

  private final TestServer server = new TestServer();
  private final SinkHarness sink =
      new SinkHarness(server)
          .with("replicated.mark", "true")
          .with("tags", "id")
          .with("table", "t_${value.id}");

  @AfterEach
  void close() {
    sink.close();
    server.close();
  }

  @Test
  void makesTablesAndWritesTheLastRowOfEachKey() {
    // Given
    sink.json("{'ts': 2, 'v': 1, 'note': '\u4e2d', 'id': 'a'}");
    sink.json("{'ts': 1, 'v': 2, 'note': null, 'id': 'a'}");
    sink.json("{'ts': 2, 'v': 3, 'note': 'x', 'id': 'a'}");
    sink.json("{'ts': 2, 'v': 4, 'note': 'y', 'id': 'b'}");

    // When
    long committed = sink.write();

    // Then
    assertThat(committed).isEqualTo(4);
    assertThat(server.query("select tbname, ts, v, note, id from $db.air order by tbname, ts"))
        .containsExactly("t_a 1 2.0 null a", "t_a 2 3.0 x a", "t_b 2 4.0 y b");
  }

  @Test
  void reportsBadRowsAndWritesTheOthers() {
    // Given
    server.execute("create database $db keep 36500");
    server.execute("create stable $db.air (ts timestamp, v int) tags (id varchar(10))");
    sink.with("timestamp.out.of.range", "dlq");
    sink.json("{'ts': 1, 'v': 1, 'id': 'a'}");
    sink.json("{'ts': 2, 'v': 'many', 'id': 'a'}");
    sink.json("{'ts': -4000000000000, 'v': 2, 'id': 'a'}");
    sink.json("{'ts': 3, 'v': 3, 'id': 'a'}");

    // When
    long committed = sink.write();

    // Then
    assertThat(committed).isEqualTo(4);
    assertThat(sink.reporter.offsets).containsExactlyInAnyOrder(1L, 2L);
    assertThat(server.query("select ts, v from $db.air order by ts")).containsExactly("1 1", "3 3");
  }

  @Test
  void makesATableAgainThatWasDropped() {
    // Given
    sink.json("{'ts': 1, 'v': 1, 'id': 'a'}");
    sink.json("{'ts': 1, 'v': 1, 'id': 'b'}");
    sink.write();
    server.execute("delete from $db.t_b where ts = 1");
    server.execute("drop table $db.t_a");

    // When
    sink.json("{'ts': 2, 'v': 2, 'id': 'a'}");
    sink.json("{'ts': 2, 'v': 3, 'id': 'b'}");
    long committed = sink.write();

    // Then
    assertThat(committed).isEqualTo(4);
    assertThat(server.query("select ts, v from $db.air order by v"))
        .containsExactly("2 2.0", "2 3.0");
  }

  @Test
  void writesAgainWhatAColumnThatIsGoneHadPutInTheWrongPlace() {
    // Given
    sink.with("auto.evolve", "true");
    sink.json("{'ts': 1, 'u': 1, 'v': 2, 'w': 3, 'id': 'a'}");
    sink.write();
    server.execute("alter stable $db.air drop column v");

    // When
    sink.json("{'ts': 2, 'u': 4, 'v': 5, 'w': 6, 'id': 'a'}");
    sink.write();

    // Then
    assertThat(server.query("select ts, u, v, w from $db.air order by ts"))
        .containsExactly("1 1.0 null 3.0", "2 4.0 5.0 6.0");
  }

  @Test
  void takesTheNewTypeOfAColumn() {
    // Given
    sink.json("{'ts': 1, 'v': 1, 'id': 'a'}");
    sink.write();
    server.execute("alter stable $db.air add column more int");
    server.execute("alter stable $db.air drop column v");
    server.execute("alter stable $db.air add column v int");

    // When
    sink.json("{'ts': 2, 'v': 2, 'id': 'a'}");
    long committed = sink.write();

    // Then
    assertThat(committed).isEqualTo(2);
    assertThat(server.query("select ts, v from $db.air order by ts"))
        .containsExactly("1 null", "2 2");
  }

  @Test
  void leavesTablesWithBlobsAlone() {
    // Given
    server.execute("create database $db keep 36500");
    server.execute("create stable $db.air (ts timestamp, v int, b blob) tags (id varchar(10))");

    // When
    sink.json("{'ts': 1, 'v': 1, 'id': 'a'}");

    // Then
    assertThatThrownBy(sink::write)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("has a BLOB column, `b`")
        .hasMessageContaining("replicated.mark=false");
  }

  @ParameterizedTest
  @CsvSource({
    "http://h:6041, write.method, sql",
    "ws://h:6041, write.method, sql",
    "ws://h:6041, input.format, line"
  })
  void refusesWaysOfWritingThatCannotMark(String url, String option, String value) {
    // When
    SinkConfig config =
        new SinkConfig(Map.of("connection.url", url, "replicated.mark", "true", option, value));

    // Then
    assertThat(config.problems()).containsKey("replicated.mark");
  }
}
