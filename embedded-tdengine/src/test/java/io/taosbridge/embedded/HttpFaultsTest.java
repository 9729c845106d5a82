package io.taosbridge.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.embedded.engine.SqlResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults of requests over HTTP do what they say. */
class HttpFaultsTest {

  private static final String LINE = "m,t=x v=1i 1767225600000000000";
  private static final Duration LONG = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private EmbeddedTDengine server;

  @BeforeEach
  void start() {
    server = EmbeddedTDengine.start();
    server.execute("create database f vgroups 1 keep 36500", "use f");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> post(String path, String body, Duration timeout)
      throws IOException, InterruptedException {
    String basic =
        Base64.getEncoder().encodeToString("root:taosdata".getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Authorization", "Basic " + basic)
            .timeout(timeout)
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private long rows() {
    return (Long) ((SqlResult.Rows) server.execute("select count(*) from f.m")).rows().get(0)[0];
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "influxdb_write | /influxdb/v1/write?db=f | 500 | {\"code\":\"internal error\",\"message\":\"[0x90c] not leader\"}",
        "opentsdb_telnet | /opentsdb/v1/put/telnet/f | 500 | {\"code\":500,\"message\":\"[0x90c] not leader\"}",
        "opentsdb_json | /opentsdb/v1/put/json/f | 500 | {\"code\":500,\"message\":\"[0x90c] not leader\"}",
        "rest_sql | /rest/sql | 200 | {\"code\":2316,\"desc\":\"not leader\"",
        "rest_vgid | /rest/sql/f/vgid | 200 | {\"code\":2316,\"desc\":\"not leader\"",
      })
  void failsARequestInTheWayOfItsRoute(String action, String path, int status, String body)
      throws Exception {
    // Given
    server.faults().fail(action, 0x8000090C, "not leader", 1);

    // When
    HttpResponse<String> reply = post(path, "anything", LONG);

    // Then
    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(reply.body()).startsWith(body);
    assertThat(server.faults().pending()).isZero();
  }

  @Test
  void cutsTheBodyOfAReply() throws Exception {
    // Given
    server.execute("create table f.t (ts timestamp, v int)");
    server.faults().cutBody("rest_sql");

    // When, then
    assertThatThrownBy(() -> post("/rest/sql", "insert into f.t values (1, 1)", LONG))
        .isInstanceOf(IOException.class);
    assertThat(post("/rest/sql", "select count(*) from f.t", LONG).body()).contains("[[1]]");
  }

  @Test
  void storesThoughTheReplyIsLost() throws Exception {
    // Given
    server.faults().dropReply("influxdb_write", 1);
    server.faults().resetAfter("influxdb_write");

    // When, then
    assertThatThrownBy(() -> post("/influxdb/v1/write?db=f", LINE, Duration.ofMillis(300)))
        .isInstanceOf(HttpTimeoutException.class);
    assertThatThrownBy(() -> post("/influxdb/v1/write?db=f", LINE.replace("t=x", "t=y"), LONG))
        .isInstanceOf(IOException.class);
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void delaysAReply() throws Exception {
    // Given
    server.faults().delay("opentsdb_telnet", Duration.ofMillis(200), 1);

    // When
    long started = System.nanoTime();
    int status = post("/opentsdb/v1/put/telnet/f", "m 1767225600 1i t=x", LONG).statusCode();
    long millis = (System.nanoTime() - started) / 1_000_000;

    // Then
    assertThat(status).isEqualTo(204);
    assertThat(millis).isGreaterThanOrEqualTo(200);
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void resetsBeforeTheRequestIsDone() throws Exception {
    // Given
    assertThat(post("/influxdb/v1/write?db=f", LINE, LONG).statusCode()).isEqualTo(204);
    server.faults().resetBefore("influxdb_write");

    // When, then
    assertThatThrownBy(() -> post("/influxdb/v1/write?db=f", LINE.replace("t=x", "t=y"), LONG))
        .isInstanceOf(IOException.class);
    assertThat(rows()).isEqualTo(1);
  }
}
