package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.TDengine;
import io.taosbridge.block.MalformedBlockException;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.SchemalessProtocol;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.golden.GoldenEvent;
import io.taosbridge.golden.GoldenRecording;
import io.taosbridge.testing.Damage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a reply holds, a call gives a value or throws one of our exceptions, and ends; each
 * test's name shows its seed.
 */
@Timeout(120)
class DamagedRepliesTest {

  private static final int ROUNDS = 300;

  private static final String QUERY =
      """
      {"is_update":false,"affected_rows":0,"id":1,"fields_count":2,"fields_names":["ts","d"],
       "fields_types":[9,21],"fields_lengths":[8,8],"precision":0,"fields_precisions":[0,10],
       "fields_scales":[0,2]}
      """;
  private static final String PREPARED =
      """
      {"stmt_id":1,"is_insert":true,"fields_count":2,"fields":[
       {"name":"ts","field_type":9,"precision":0,"scale":0,"bytes":8,"bind_type":1},
       {"name":"n","field_type":10,"precision":0,"scale":0,"bytes":22,"bind_type":2}]}
      """;
  private static final String MESSAGE =
      """
      {"have_message":true,"topic":"t","database":"d","vgroup_id":3,"message_type":1,
       "message_id":7,"offset":5}
      """;
  private static final String ASSIGNMENT =
      """
      {"assignment":[{"vgroup_id":3,"offset":1,"begin":0,"end":9}]}
      """;

  private ScriptedServer server;
  private Damage damage;

  static List<Long> seeds() {
    return List.of(20261121L, System.nanoTime());
  }

  @BeforeEach
  void start() throws InterruptedException {
    server = ScriptedServer.begin().on("conn", exchange -> exchange.ok("{}"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.close();
  }

  private void damaged(String action, String members) {
    server.on(action, exchange -> exchange.ok(damage.of(parse(members)).toString()));
  }

  private static ObjectNode parse(String members) {
    return (ObjectNode) ScriptedServer.parse(members);
  }

  private static void eachOurs(Runnable call) {
    try {
      call.run();
    } catch (TDengineException | MalformedBlockException expected) {
      assertThat(expected.getMessage()).isNotBlank();
    }
  }

  private void withConnections(long seed, Consumer<Connection> call) {
    damage = new Damage(seed);
    Connection connection = null;
    for (int i = 0; i < ROUNDS; i++) {
      if (connection == null || !connection.isOpen()) {
        connection = TDengine.connect(server.url());
      }
      Connection open = connection;
      eachOurs(() -> call.accept(open));
    }
    connection.close();
  }

  private void withConsumers(long seed, Consumer<TmqConsumer> call) {
    damage = new Damage(seed);
    ConnectionOptions options = ConnectionOptions.parse(server.url());
    try (TmqConsumer consumer = TDengine.consumer(options, TmqOptions.ofGroup("g"))) {
      consumer.subscribe(List.of("t"));
      for (int i = 0; i < ROUNDS; i++) {
        eachOurs(() -> call.accept(consumer));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ofQueries(long seed) {
    damaged("binary_query", QUERY);
    damaged("query", QUERY);
    withConnections(seed, connection -> connection.query("select 1").close());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ofFetches(long seed) {
    List<GoldenEvent> replies =
        GoldenRecording.load("ws-query-types-ms").events().stream()
            .filter(event -> !event.fromClient())
            .toList();
    int fetched = 0;
    while (!replies.get(fetched).isBinary()) {
      fetched++;
    }
    GoldenEvent header = replies.get(fetched - 1);
    byte[] block = bytes(replies.get(fetched).bytes());
    server.on("binary_query", exchange -> exchange.replay(header));
    server.on("query", exchange -> exchange.replay(header));
    server.on("fetch_raw_block", exchange -> exchange.binary(damagedBehindItsId(block)));
    withConnections(
        seed,
        connection -> {
          try (QueryResult result = connection.query("select 1")) {
            // One block is enough, for the damaged one comes again and again.
            for (Row row : result.fetchMany(10)) {
              IntStream.range(0, row.size()).forEach(row::get);
            }
          }
        });
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** Leaves the part alone by which the client finds the request (websocket.md, section 5). */
  private ByteBuffer damagedBehindItsId(byte[] frame) {
    int found = 34;
    byte[] rest = damage.of(Arrays.copyOfRange(frame, found, frame.length));
    ByteBuffer whole = ByteBuffer.allocate(Math.max(BinaryReply.MIN_LENGTH, found + rest.length));
    whole.put(frame, 0, found).put(rest);
    return whole.clear();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ofStatements(long seed) {
    server.on("stmt2_init", exchange -> exchange.ok("{\"stmt_id\":1}"));
    damaged("stmt2_prepare", PREPARED);
    withConnections(
        seed, connection -> connection.prepare("insert into ? using st tags(?) values(?)").close());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ofOtherRequests(long seed) {
    damaged("get_current_db", "{\"db\":\"power\"}");
    damaged("insert", "{\"affected_rows\":2,\"total_rows\":2}");
    withConnections(
        seed,
        connection -> {
          eachOurs(connection::currentDatabase);
          connection.insert(SchemalessBatch.ofText(SchemalessProtocol.LINE, "m f=1"));
        });
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ofSubscriptions(long seed) {
    server.on("subscribe", exchange -> exchange.ok("{}"));
    server.on("unsubscribe", exchange -> exchange.ok("{}"));
    damaged("poll", MESSAGE);
    damaged("assignment", ASSIGNMENT);
    damaged("committed", "{\"committed\":[5]}");
    damaged("position", "{\"position\":[5]}");
    damaged("list_topics", "{\"topics\":[\"t\"]}");
    TopicVgroup vgroup = new TopicVgroup("t", 3);
    List<Consumer<TmqConsumer>> calls =
        List.of(
            consumer -> consumer.poll(Duration.ofMillis(1)),
            consumer -> consumer.assignment("t"),
            consumer -> consumer.committed(vgroup),
            consumer -> consumer.position(vgroup),
            consumer -> consumer.commit(Map.of(vgroup, 5L)),
            TmqConsumer::subscription);
    server.on("commit_offset", exchange -> exchange.ok("{}"));
    withConsumers(seed, consumer -> calls.forEach(call -> eachOurs(() -> call.accept(consumer))));
  }
}
