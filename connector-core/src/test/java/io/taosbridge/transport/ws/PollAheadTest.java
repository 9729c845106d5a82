package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taosbridge.TDengine;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.SubscriptionException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows of a message that was asked for ahead. */
@Timeout(120)
class PollAheadTest {

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final int DATA = 1;
  private static final int METADATA = 2;
  private static final byte LOG_OFFSET = 0x11;

  /** The worked example of tmq.md, section 4. */
  private static final String ONE_ROW =
      "64 12000000 11 6400000000000000 11 6700000000000000 01000000 01 01"
          + " 4f 0100000000000000 0000000000000001 00 00"
          + " 02000000 3d000000 01000000 02000000 00000080 0000000000000000"
          + " 09 08000000 04 04000000  08000000 04000000  00 0068e5cf8b010000  00 2a000000  00"
          + " 04 02  09 01 10 02 03 747300  04 01 08 04 02 7600  03 643100 0000000000000000";

  private final AtomicInteger messages = new AtomicInteger();
  private ScriptedServer server;

  @BeforeEach
  void startServer() throws InterruptedException {
    server = ScriptedServer.begin();
    server.on("poll", exchange -> message(exchange, DATA));
    server.on("fetch_raw_data", PollAheadTest::rows);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void asksForTheRowsBeforeAnybodyPolls() {
    // Given
    try (TmqConsumer consumer = subscribed()) {
      consumer.poll(WAIT);

      // When
      consumer.pollAhead();

      // Then
      await().until(() -> fetched().equals(List.of(2L)));
      assertThat(consumer.poll(WAIT).orElseThrow().data().responseOffset()).isEqualTo(102);
      assertThat(fetched()).containsExactly(2L);
    }
  }

  @Test
  void leavesTheRowsOfOtherVgroupsUntilTheyAreAskedFor() {
    // Given
    try (TmqConsumer consumer = subscribed()) {
      consumer.poll(WAIT);

      // When
      consumer.pollAhead(Set.of(new TopicVgroup("t", 4), new TopicVgroup("u", 3)));
      TmqMessage other = consumer.poll(WAIT).orElseThrow();

      // Then
      assertThat(fetched()).isEmpty();
      assertThat(other.data().responseOffset()).isEqualTo(102);

      // When
      consumer.pollAhead(Set.of(new TopicVgroup("t", 3)));

      // Then
      await().until(() -> fetched().equals(List.of(2L, 3L)));
    }
  }

  /** The server is making the next message then, and shorter polls would be in its way. */
  @ParameterizedTest
  @CsvSource({"1, 30", "2, 5"})
  void waitsLongerBehindAFullMessage(String minPollRows, int wait) {
    // Given
    server.on(
        "fetch_raw_data",
        exchange -> payload(exchange, HexFormat.of().parseHex(ONE_ROW.replace(" ", ""))));
    TmqOptions options = TmqOptions.ofGroup("g").with("min.poll.rows", minPollRows);
    try (TmqConsumer consumer = subscribed("", options)) {
      assertThat(consumer.poll(WAIT).orElseThrow().data().rows()).isEqualTo(1);

      // When
      consumer.pollAhead();

      // Then
      assertThat(consumer.poll(WAIT)).isPresent();
      assertThat(server.requests("poll"))
          .extracting(poll -> poll.path("blocking_time").asInt())
          .containsExactly(5, wait);
    }
  }

  @Test
  void asksForNoRowsOfMetadata() {
    // Given
    server.on("poll", exchange -> message(exchange, METADATA));
    try (TmqConsumer consumer = subscribed()) {
      // When
      consumer.pollAhead();

      // Then
      assertThat(consumer.poll(WAIT)).isPresent();
      assertThat(fetched()).isEmpty();
    }
  }

  @Test
  void asksForTheRowsAgainWhenTheyCouldNotBeFetched() {
    // Given
    AtomicInteger fetches = new AtomicInteger();
    server.on(
        "fetch_raw_data",
        exchange -> {
          if (fetches.getAndIncrement() == 0) {
            exchange.error(0x4005, "not now");
          } else {
            rows(exchange);
          }
        });
    try (TmqConsumer consumer = subscribed()) {
      consumer.pollAhead();
      TmqMessage message = consumer.poll(WAIT).orElseThrow();

      // When, Then
      assertThatThrownBy(message::data)
          .isInstanceOf(SubscriptionException.class)
          .hasMessageContaining("cannot fetch the rows of DATA message 1");
      assertThat(message.data().responseOffset()).isEqualTo(101);
    }
  }

  @Test
  void asksForTheRowsAgainWhenTheirReplyGotLost() {
    // Given
    AtomicInteger fetches = new AtomicInteger();
    server.on(
        "fetch_raw_data",
        exchange -> {
          if (fetches.getAndIncrement() > 0) {
            rows(exchange);
          }
        });
    try (TmqConsumer consumer = subscribed("&read_timeout=5")) {
      consumer.pollAhead();
      TmqMessage message = consumer.poll(WAIT).orElseThrow();

      // When, Then
      assertThatThrownBy(message::data)
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("no reply to fetch_raw_data");
      assertThat(message.data().responseOffset()).isEqualTo(101);
    }
  }

  @Test
  void failsWhereTheServerRefusesThePoll() {
    // Given
    server.on("poll", exchange -> exchange.error(0x03e6, "Consumer not exist"));
    try (TmqConsumer consumer = subscribed()) {
      // When
      consumer.pollAhead();

      // Then
      assertThatThrownBy(() -> consumer.poll(WAIT))
          .isInstanceOf(SubscriptionException.class)
          .hasMessageContaining("subscribe again on a new connection");
      assertThat(fetched()).isEmpty();
    }
  }

  @Test
  void theRowsOfABrokenSocketNeverCome() {
    // Given
    server.on("fetch_raw_data", exchange -> exchange.socket().closeConnection(1006, "broken"));
    try (TmqConsumer consumer = subscribed()) {
      consumer.pollAhead();

      // When, Then
      assertThatThrownBy(() -> consumer.poll(WAIT).orElseThrow().data())
          .isInstanceOf(ConnectionException.class);
    }
  }

  private List<Long> fetched() {
    return server.requests("fetch_raw_data").stream()
        .map(fetch -> fetch.path("message_id").asLong())
        .toList();
  }

  private void message(ScriptedServer.Exchange exchange, int type) {
    exchange.ok(
        "{\"have_message\":true,\"topic\":\"t\",\"database\":\"d\",\"vgroup_id\":3,"
            + "\"message_type\":"
            + type
            + ",\"offset\":5,\"message_id\":"
            + messages.incrementAndGet()
            + "}");
  }

  /** No rows, but the next version to read: 100 and the message's id. */
  private static void rows(ScriptedServer.Exchange exchange) {
    long id = exchange.arguments().path("message_id").asLong();
    ByteBuffer payload = ByteBuffer.allocate(27).order(ByteOrder.LITTLE_ENDIAN);
    payload.put((byte) 100).putInt(18);
    payload.put(LOG_OFFSET).putLong(5).put(LOG_OFFSET).putLong(100 + id).putInt(0);
    payload(exchange, payload.array());
  }

  private static void payload(ScriptedServer.Exchange exchange, byte[] payload) {
    long id = exchange.arguments().path("message_id").asLong();
    ByteBuffer frame = ByteBuffer.allocate(56 + payload.length).order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(-1).putLong(8).putShort((short) 1).putLong(0).putLong(0);
    frame.putInt(0).putInt(0).putLong(id).putShort((short) 2).putInt(payload.length);
    exchange.binary(frame.put(payload).flip());
  }

  private TmqConsumer subscribed() {
    return subscribed("");
  }

  private TmqConsumer subscribed(String parameters) {
    return subscribed(parameters, TmqOptions.ofGroup("g"));
  }

  private TmqConsumer subscribed(String parameters, TmqOptions options) {
    TmqConsumer consumer =
        TDengine.consumer(ConnectionOptions.parse(server.url() + parameters), options);
    consumer.subscribe(List.of("t"));
    return consumer;
  }
}
