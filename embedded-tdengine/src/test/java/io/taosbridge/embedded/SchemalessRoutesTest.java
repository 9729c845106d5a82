package io.taosbridge.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may write schemaless text over HTTP, and what is said to those who may not. */
class SchemalessRoutesTest {

  private static final String INFLUX = "/influxdb/v1/write?db=f";
  private static final String TELNET = "/opentsdb/v1/put/telnet/f";

  private EmbeddedTDengine server;

  @BeforeEach
  void start() {
    server = EmbeddedTDengine.start();
    server.execute("create database f vgroups 1 keep 36500");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> post(String path, String authorization, String body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString(body));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "root:taosdata | 204 | 204",
        "root:bad | 500 [0x357] Authentication failure | 500 [0x357] Authentication failure",
        "root: | 500 [0x208] Invalid password length | 500 [0x208] Invalid password length",
        ":x | 500 [0x207] Invalid user name | 500 [0x207] Invalid user name",
        "root | 401 get auth error | 401 wrong basic auth",
        " | 401 get auth error | 401 auth needed",
        "Taosd x | 401 get auth error | 400 get auth error",
        "Basic | 401 get auth error | 400 get auth error",
      })
  void asksForCredentials(String given, String influx, String telnet) throws Exception {
    // Given
    boolean whole = given == null || given.startsWith("Taosd") || given.equals("Basic");
    String header = whole ? given : basic(given);

    // When
    HttpResponse<String> byInflux = post(INFLUX, header, "m,t=x v=1i 1767225600000000000");
    HttpResponse<String> byTelnet = post(TELNET, header, "tel 1767225600 1 host=a");

    // Then
    assertThat(summary(byInflux)).isEqualTo(influx);
    assertThat(summary(byTelnet)).isEqualTo(telnet);
  }

  private static String summary(HttpResponse<String> response) {
    String message = response.body().replaceAll(".*\"message\":\"([^\"]*)\".*", "$1");
    return (response.statusCode() + " " + message).strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 204",
        "'\n' | 204",
        "'  ' | 500 [0x3002] line num is invalid",
        "'put tel 1767225600 1 host=a' | 204",
        "'  put tel 1767225600 1 host=a\r\n\r\n' | 204",
        "'put put tel 1767225600 1 host=a' | 500 [0x127] SML telnet parse timestamp failed: 1767225600 1 host=a",
      })
  void readsTelnetLinesWithTheirCommand(String body, String expected) throws Exception {
    assertThat(summary(post(TELNET, basic("root:taosdata"), body))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/opentsdb/v1/put/telnet/ | 404",
        "/opentsdb/v1/put/json/f/x | 404",
        "/influxdb/v1/write | 400",
        "/influxdb/v1/write?db=f&req_id=-1 | 400",
        "/influxdb/v1/write?db=f&ttl=1.5 | 400",
        "/opentsdb/v1/put/telnet/f?req_id=18446744073709551616 | 400",
        "/opentsdb/v1/put/telnet/f?ttl=x | 400",
        "/opentsdb/v1/put/telnet/nosuch | 500",
      })
  void refusesWhatItCannotRead(String path, int status) throws Exception {
    String body = "m 1767225600 1 host=a";
    assertThat(post(path, basic("root:taosdata"), body).statusCode()).isEqualTo(status);
  }
}
