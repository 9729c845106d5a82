package io.taosbridge.embedded.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.block.Precision;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.embedded.golden.Recording.Event;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real server answered over HTTP, the embedded server answers too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestReplayTest {

  /** Headers that Java's client sets by itself and does not let others set. */
  private static final Set<String> RESTRICTED = Set.of("Host", "Content-Length", "Connection");

  private final EmbeddedTDengine server =
      EmbeddedTDengine.builder().version(Recording.SERVER_VERSION).start();
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  void makeDatabases() throws Exception {
    World world = new World(server);
    world.queries(Precision.MILLISECONDS);
    world.queries(Precision.MICROSECONDS);
    world.queries(Precision.NANOSECONDS);
    world.database("golden_sml", Precision.NANOSECONDS, 2);
    server.execute("use golden_sml");
    // A row that another recording had left behind.
    server.execute("insert into golden_ms.nt values (1, 1, 'x')");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rest-types-ms", "rest-types-ns", "rest-misc", "rest-schemaless", "rest-big"})
  void answersAsRecorded(String scenario) throws Exception {
    // Given
    List<Event> events = Recording.load(scenario).events();
    Map<Integer, String> excluded = NotComparable.in(scenario);
    List<String> differences = new ArrayList<>();
    int compared = 0;

    Stored stored = new Stored(server);
    Map<Integer, List<Runnable>> after = new HashMap<>();
    stored.checkAsExpected(
        scenario,
        (event, check) -> after.computeIfAbsent(event, number -> new ArrayList<>()).add(check));

    // When
    for (int i = 0; i + 1 < events.size(); i += 2) {
      Event request = events.get(i);
      if (!excluded.containsKey(request.number())) {
        compared++;
        compare(request, events.get(i + 1), differences);
      }
      run(after.remove(request.number()));
      run(after.remove(request.number() + 1));
    }

    // Then
    run(after.remove(0));
    assertThat(after).isEmpty();
    assertThat(differences).isEmpty();
    assertThat(stored.differences()).isEmpty();
    assertThat(compared).isEqualTo(events.size() / 2 - excluded.size()).isGreaterThan(1);
  }

  private static void run(List<Runnable> checks) {
    if (checks != null) {
      checks.forEach(Runnable::run);
    }
  }

  private void compare(Event request, Event expected, List<String> differences) throws Exception {
    HttpResponse<byte[]> response = send(request);
    int status = expected.node().get("status").intValue();
    String wanted = status + " " + normal(text(expected.bytes()));
    String got = response.statusCode() + " " + normal(text(response.body()));
    if (!wanted.equals(got)) {
      differences.add(
          "event "
              + request.number()
              + " "
              + request.text()
              + "\n  expected "
              + wanted
              + "\n  but was  "
              + got);
    }
    String type = expected.node().path("headers").path("Content-Type").asText("");
    if (!response.headers().firstValue("Content-Type").orElse("").equals(type)) {
      differences.add("event " + request.number() + ": " + response.headers().map());
    }
  }

  private HttpResponse<byte[]> send(Event event) throws IOException, InterruptedException {
    String path = event.node().get("path").textValue();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    byte[] body = event.bytes();
    request.method(
        event.node().get("method").textValue(),
        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    for (Map.Entry<String, JsonNode> header : event.node().get("headers").properties()) {
      if (!RESTRICTED.contains(header.getKey())) {
        request.header(header.getKey(), header.getValue().textValue());
      }
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String text(byte[] body) throws IOException {
    boolean zipped = body.length > 2 && body[0] == 0x1f && body[1] == (byte) 0x8b;
    byte[] plain =
        zipped ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
    return new String(plain, StandardCharsets.UTF_8);
  }

  /** Numbers of vgroups and times differ by nature. Numbers keep their spelling. */
  private static String normal(String body) {
    if (!body.startsWith("{")) {
      return body;
    }
    String times = body.replaceAll("\"timing\":\\d+", "\"timing\":0").replace("\\ufffd", "\uFFFD");
    times = Replay.withoutSchemalessId(times);
    JsonNode json = Recording.parse(times);
    if (json.path("vgIDs").isArray()) {
      ArrayNode ids = (ArrayNode) json.get("vgIDs");
      int count = ids.size();
      ((ObjectNode) json).put("vgIDs", count);
      return json.toString();
    }
    return times;
  }
}
