package io.taosbridge.source.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.source.testing.Harness;
import io.taosbridge.source.testing.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Snapshots of a server: the embedded one, or with {@code -Dtdengine.url} a real one. */
class SnapshotOnTDengineTest {

  private final TestServer server = new TestServer("vgroups 2 precision 'us' keep 36500");
  private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
  private final List<Harness> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Harness::close);
    server.close();
  }

  private Harness start(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("connection.url", server.url());
    all.put("name", server.database());
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    Harness harness = new Harness(all, stored);
    started.add(harness);
    return harness;
  }

  @Test
  void readsRowsByQueryAndThenTheLog() throws InterruptedException {
    // Given
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int, t2 nchar(8))");
    String topic = server.topic("t");
    server.execute("create topic " + topic + " as stable $db.st");
    server.execute("insert into $db.a using $db.st tags (1, 'x') values (1700000000000000, 1)");
    server.execute("insert into $db.b using $db.st tags (2, 'y') values (1700000000000000, 2)");

    // When
    Harness run = start("topics", topic, "snapshot.mode", "initial");
    run.receive(2);
    server.execute("insert into $db.a values (1700000000000001, 3)");
    List<SourceRecord> records = run.receive(3);

    // Then
    assertThat(records)
        .extracting(record -> ((Struct) record.value()).get("v"))
        .containsExactlyInAnyOrder(1, 2, 3);
    assertThat(records)
        .extracting(record -> record.headers().lastWithName("tdengine.kind").value())
        .containsExactly("snapshot", "snapshot", "data");
    assertThat(records.get(2).valueSchema()).isEqualTo(records.get(0).valueSchema());
  }
}
