package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.TDengine;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TmqMessage.Kind;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.VgroupAssignment;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.ResultException;
import io.taosbridge.client.error.SubscriptionException;
import io.taosbridge.golden.GoldenRecording;
import io.taosbridge.golden.GoldenRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The consumer against what a real server answered. */
class WsTmqConsumerRecordedTest {

  /** Not longer than the first piece of a poll, for recordings have an answer to just one. */
  private static final Duration WAIT = Duration.ofMillis(5);

  private static final Map<Integer, Kind> KINDS =
      Map.of(1, Kind.DATA, 2, Kind.METADATA, 3, Kind.METADATA_AND_DATA);

  @ParameterizedTest
  @CsvSource({
    "tmq-data-stable-ms, 1, 1",
    "tmq-data-database-ns, 1, 4",
    "tmq-big-stable, 2, 16",
    "tmq-big-query, 2, 16"
  })
  void deliversEveryRowOfATopic(String scenario, int socket, int messageCount) throws Exception {
    // Given
    GoldenRecording recording = GoldenRecording.load(scenario);
    String topic = recording.header().path("topic").textValue();
    List<String> rows = new ArrayList<>();
    int messages = 0;
    try (ScriptedServer server = ScriptedServer.replaying(recording, socket);
        TmqConsumer consumer = consumer(server)) {
      consumer.subscribe(List.of(topic));

      // When
      for (; messages < messageCount; messages++) {
        TmqMessage message = consumer.poll(WAIT).orElseThrow();
        TmqData data = message.data();
        for (TableBlock block : data.blocks()) {
          GoldenRows.actual(block.block()).forEach(row -> rows.add(block.table() + ": " + row));
        }
        assertThat(message.kind()).isEqualTo(Kind.DATA);
        assertThat(message.topic()).isEqualTo(topic);
        assertThat(message.database()).isEqualTo(recording.header().path("database").textValue());
        assertThat(message.offset()).isEqualTo(data.requestOffset());
      }
    }

    // Then
    List<String> expected = new ArrayList<>();
    for (JsonNode message : recording.expectations().get(0).path("messages")) {
      for (JsonNode block : message.path("blocks")) {
        String table = block.path("table").textValue();
        GoldenRows.expected(block).forEach(row -> expected.add(table + ": " + row));
      }
    }
    Collections.sort(rows);
    Collections.sort(expected);
    assertThat(rows).isNotEmpty().isEqualTo(expected);
  }

  @Test
  void tellsOffsetsAsTheServerDoes() throws Exception {
    // Given
    TopicVgroup vgroup = new TopicVgroup("golden_t_off1", 204);
    try (ScriptedServer server = ScriptedServer.replaying(load("tmq-offsets-1vg"), 2);
        TmqConsumer consumer = consumer(server)) {
      consumer.subscribe(List.of(vgroup.topic()));

      // When, Then
      assertThat(consumer.assignment(vgroup.topic()))
          .containsExactly(new VgroupAssignment(204, 0, 0, 22));
      assertThat(consumer.position(vgroup)).isZero();
      assertThat(consumer.committed(vgroup)).hasValue(0);
      TmqMessage message = consumer.poll(WAIT).orElseThrow();
      assertThat(message.data().responseOffset()).isEqualTo(22);
      assertThat(consumer.position(vgroup)).isEqualTo(22);
      assertThat(consumer.poll(WAIT)).isEmpty();
      consumer.commit();
      assertThat(consumer.committed(vgroup)).hasValue(22);
      consumer.unsubscribe();
    }
  }

  @Test
  void hasNoCommittedOffsetWhereNothingWasCommitted() throws Exception {
    // Given
    TopicVgroup vgroup = new TopicVgroup("golden_t_off1", 204);
    try (ScriptedServer server = ScriptedServer.replaying(load("tmq-offsets-1vg"), 1);
        TmqConsumer consumer = consumer(server)) {
      consumer.subscribe(List.of(vgroup.topic()));
      // When, Then
      assertThat(consumer.committed(vgroup)).isEmpty();
    }
  }

  @Test
  void readsFromWhereItSought() throws Exception {
    // Given
    TopicVgroup vgroup = new TopicVgroup("golden_t_off1", 204);
    try (ScriptedServer server = ScriptedServer.replaying(load("tmq-offsets-1vg"), 4);
        TmqConsumer consumer = consumer(server)) {
      consumer.subscribe(List.of(vgroup.topic()));
      // When
      consumer.seek(vgroup, 14);
      // Then
      assertThat(consumer.poll(WAIT).orElseThrow().data().requestOffset()).isEqualTo(14);
    }
  }

  @Test
  void saysWhatIsWrongWithAnOffsetOrAVgroup() throws Exception {
    // Given
    TopicVgroup vgroup = new TopicVgroup("golden_t_off1", 204);
    TopicVgroup unknown = new TopicVgroup("golden_t_off1", 99_999);
    try (ScriptedServer server = ScriptedServer.replaying(load("tmq-offsets-1vg"), 1);
        TmqConsumer consumer = consumer(server)) {
      consumer.subscribe(List.of(vgroup.topic()));

      // When, Then
      assertThatThrownBy(() -> consumer.seek(vgroup, 1))
          .isInstanceOfSatisfying(
              SubscriptionException.class,
              error -> assertThat(error.action()).isEqualTo(ErrorAction.REFRESH))
          .hasMessageContaining("cannot seek to offset 1 of vgroup 204 of topic golden_t_off1")
          .hasMessageContaining("ask for the assignment or poll first");
      assertThatThrownBy(() -> consumer.seek(vgroup, 15))
          .isInstanceOf(SubscriptionException.class)
          .hasMessageContaining("offset outside the log");
      assertThatThrownBy(() -> consumer.seek(unknown, 1))
          .isInstanceOf(SubscriptionException.class)
          .hasMessageContaining("does not own this topic or vgroup");
      assertThatThrownBy(() -> consumer.commit(Map.of(vgroup, 1_014L)))
          .isInstanceOf(SubscriptionException.class)
          .hasMessageContaining("cannot commit offset 1014 of vgroup 204");
    }
  }

  @Test
  void deliversMetadataAsTheServerWritesIt() throws Exception {
    // Given
    GoldenRecording recording = load("tmq-meta-plain");
    List<JsonNode> expected = new ArrayList<>();
    recording.expectations().get(0).path("messages").forEach(expected::add);
    List<Kind> kinds = new ArrayList<>();
    List<JsonNode> metadata = new ArrayList<>();
    try (ScriptedServer server = ScriptedServer.replaying(recording, 1);
        TmqConsumer consumer = consumer(server)) {
      consumer.subscribe(List.of(recording.header().path("topic").textValue()));

      // When
      for (int i = 0; i < expected.size(); i++) {
        TmqMessage message = consumer.poll(WAIT).orElseThrow();
        kinds.add(message.kind());
        if (message.kind().hasMetadata()) {
          metadata.add(ScriptedServer.parse(message.metadata()));
        }
      }
    }

    // Then
    assertThat(kinds)
        .containsExactlyElementsOf(
            expected.stream().map(message -> KINDS.get(message.path("type").intValue())).toList());
    assertThat(metadata)
        .containsExactlyElementsOf(
            recording.events().stream()
                .filter(event -> event.fromServer() && event.isText())
                .map(event -> event.json())
                .filter(reply -> reply.path("action").asText().equals("fetch_json_meta"))
                .filter(reply -> reply.path("code").intValue() == 0)
                .map(reply -> reply.path("data"))
                .toList());
  }

  @Test
  void refusesRowsWithAJsonColumn() throws Exception {
    // Given
    try (ScriptedServer server = ScriptedServer.replaying(load("tmq-json-tag"), 1);
        TmqConsumer consumer = consumer(server)) {
      consumer.subscribe(List.of("golden_t_json"));
      // When
      Optional<TmqMessage> message = consumer.poll(WAIT);
      // Then
      assertThatThrownBy(() -> message.orElseThrow().data())
          .isInstanceOf(ResultException.class)
          .hasMessageContaining("column j is of type JSON");
    }
  }

  @Test
  void namesAnUnknownTopic() throws Exception {
    // Given
    try (ScriptedServer server = ScriptedServer.begin();
        TmqConsumer consumer = consumer(server)) {
      server.on("subscribe", exchange -> exchange.error(993, "Topic not exist"));
      // When, Then
      assertThatThrownBy(() -> consumer.subscribe(List.of("golden_nosuch")))
          .isInstanceOf(SubscriptionException.class)
          .hasMessageContaining("cannot subscribe to [golden_nosuch] with group \"g\"")
          .hasMessageContaining("create the topic, or correct its name");
    }
  }

  private static GoldenRecording load(String scenario) {
    return GoldenRecording.load(scenario);
  }

  private static TmqConsumer consumer(ScriptedServer server) {
    return TDengine.consumer(ConnectionOptions.parse(server.url()), TmqOptions.ofGroup("g"));
  }
}
