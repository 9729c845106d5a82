package io.taosbridge.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.golden.GoldenRecording;
import io.taosbridge.testing.Damage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a body holds, a query gives rows or throws one of our exceptions, and ends; each test's
 * name shows its seed.
 */
@Timeout(120)
class DamagedRepliesTest {

  private static final int ROUNDS = 200;
  private static final String CHARACTERS = "{}[]\",:0123456789eE+-.truefalsn\\u\u00e9 ";

  private final ScriptedHttpServer server = ScriptedHttpServer.begin();

  static List<Long> seeds() {
    return List.of(20261121L, System.nanoTime());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ofQueries(long seed) {
    // Given
    Damage damage = new Damage(seed);
    List<String> bodies =
        GoldenRecording.load("rest-types-ns").events().stream()
            .filter(event -> !event.fromClient())
            .map(event -> event.line().path("text").asText())
            .filter(body -> body.contains("column_meta"))
            .toList();
    assertThat(bodies).isNotEmpty();
    try (Connection connection = TDengine.connect(server.url())) {
      for (int i = 0; i < ROUNDS; i++) {
        String body = damage.of(bodies.get(i % bodies.size()), CHARACTERS);
        server.otherwise(
            exchange ->
                exchange.reply(
                    200, "application/json", body.getBytes(StandardCharsets.UTF_8), "X-Any: 1"));

        // When, Then
        try (QueryResult result = connection.query("select * from t")) {
          for (Row row : result) {
            IntStream.range(0, row.size()).forEach(row::get);
          }
        } catch (TDengineException expected) {
          assertThat(expected.getMessage()).isNotBlank();
        } catch (RuntimeException e) {
          throw new AssertionError("body " + body, e);
        }
      }
    }
  }
}
