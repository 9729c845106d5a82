package io.taosbridge.source.alter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.testing.Harness;
import io.taosbridge.source.testing.TestServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetAlterationTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  /** Nobody listens on this port. */
  private static final String NOWHERE = "ws://127.0.0.1:1";

  private final TestServer server = new TestServer("vgroups 1");
  private final Map<String, String> settings = new HashMap<>();
  private Map<String, ?> partition;
  private long next;

  @BeforeEach
  void readARow() throws InterruptedException {
    server.execute("create stable $db.st (ts timestamp, v int) tags (t1 int)");
    String topic = server.topic("t");
    server.execute("create topic " + topic + " as stable $db.st");
    server.execute("insert into $db.a using $db.st tags (1) values (1700000000000, 1)");
    settings.put("connection.url", server.url());
    settings.put("topics", topic);
    settings.put("name", server.database());
    try (Harness run = new Harness(settings)) {
      SourceRecord record = run.receive(1).get(0);
      partition = record.sourcePartition();
      next = (Long) record.sourceOffset().get("offset");
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void check(Map<String, ?> offset) {
    check(partition, offset);
  }

  private void check(Map<String, ?> itsPartition, Map<String, ?> offset) {
    alteration().check(Collections.singletonMap(itsPartition, offset));
  }

  private OffsetAlteration alteration() {
    return new OffsetAlteration(new SourceConfig(settings), LONG);
  }

  @Test
  void acceptsWhatItHasStored() {
    assertThatCode(() -> check(Map.of("offset", next))).doesNotThrowAnyException();
  }

  @Test
  void acceptsSmallNumbersAsJsonHasThem() {
    assertThatCode(() -> check(Map.of("offset", (int) next))).doesNotThrowAnyException();
  }

  @Test
  void saysWhatTheLogHoldsIfTheOffsetIsBeyondIt() {
    assertThatThrownBy(() -> check(Map.of("offset", next + 1000)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("cannot be read from version " + (next + 1000))
        .hasMessageContaining("its log holds");
  }

  @Test
  @DisabledIfSystemProperty(named = "tdengine.url", matches = ".+")
  void refusesWhatWasRecycled() {
    // Given
    server.execute("insert into $db.a values (1700000000001, 2)");
    int vgroup = Integer.parseInt((String) partition.get("vgroup"));
    server.faults().recycleLog(settings.get("topics"), vgroup, next);

    // Then
    assertThatThrownBy(() -> check(Map.of("offset", next - 1)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("its log holds " + next + " to ");
  }

  @Test
  void acceptsThatAnyOffsetIsDeletedWithoutAskingTheServer() {
    // Given
    settings.put("connection.url", NOWHERE);
    Map<Map<String, ?>, Map<String, ?>> deletions = new HashMap<>();
    deletions.put(partition, null);
    deletions.put(Map.of("of", "something else"), null);

    // Then
    assertThatCode(() -> alteration().check(deletions)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "text"})
  void refusesOffsetsThatAreNone(String offset) {
    // Given
    Object value = offset.equals("text") ? offset : Long.valueOf(offset);

    // Then
    assertThatThrownBy(() -> check(Map.of("offset", value)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("{\"offset\": 123}")
        .hasMessageContaining(offset);
  }

  @Test
  void refusesPartitionsThatAreNone() {
    // Given
    List<Map<String, ?>> wrong =
        Arrays.asList(null, Map.of(), with("vgroup", "x"), with("vgroup", 2), with("topic", 2));

    // Then
    for (Map<String, ?> each : wrong) {
      assertThatThrownBy(() -> check(each, Map.of("offset", next)))
          .isInstanceOf(ConnectException.class)
          .hasMessageContaining("\"vgroup\": \"2\"");
    }
  }

  @Test
  void refusesAnOffsetOfAnotherServer() {
    // Given
    String own = ConnectionOptions.parse(server.url()).hosts();

    // Then
    assertThatThrownBy(() -> check(with("server", "other:6041"), Map.of("offset", next)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("its server is " + own)
        .hasMessageContaining("server.name");
  }

  @Test
  void refusesAnOffsetOfATopicThatIsNotRead() {
    assertThatThrownBy(() -> check(with("topic", "other"), Map.of("offset", next)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("does not read this topic");
  }

  @Test
  void refusesAnOffsetOfAVgroupThatIsNotThere() {
    assertThatThrownBy(() -> check(with("vgroup", "999999"), Map.of("offset", next)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("has no vgroup 999999")
        .hasMessageContaining("are [" + partition.get("vgroup") + "]");
  }

  @Test
  void saysThatTheServerIsOutOfReach() {
    // Given
    settings.put("connection.url", NOWHERE);
    settings.put("server.name", (String) partition.get("server"));

    // Then
    assertThatThrownBy(() -> check(Map.of("offset", next)))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("offsets were not changed")
        .hasMessageContaining("127.0.0.1:1");
  }

  @Test
  @DisabledIfSystemProperty(named = "tdengine.url", matches = ".+")
  void doesNotWaitForADeafServerForEver() {
    // Given
    server.faults().mute("subscribe");
    OffsetAlteration impatient =
        new OffsetAlteration(new SourceConfig(settings), Duration.ofMillis(200));

    // Then
    assertThatThrownBy(() -> impatient.check(Map.of(partition, Map.of("offset", next))))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("did not answer within");
  }

  private Map<String, ?> with(String name, Object value) {
    Map<String, Object> changed = new HashMap<>(partition);
    changed.put(name, value);
    assertThat(changed).isNotEqualTo(partition);
    return changed;
  }
}
