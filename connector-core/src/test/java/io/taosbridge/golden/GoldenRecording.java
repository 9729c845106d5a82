package io.taosbridge.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/**
 * What a real server and a client said to each other, frame by frame, with the values that another
 * program decoded from it. Read from {@code golden/} on the class path, packed or not.
 *
 * @param header scenario, versions, database and so on
 */
public record GoldenRecording(
    JsonNode header, List<GoldenEvent> events, List<JsonNode> expectations) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param scenario the name of the file without {@code .jsonl}
   */
  public static GoldenRecording load(String scenario) {
    try (BufferedReader lines = open(scenario + ".jsonl");
        BufferedReader expected = open(scenario + ".expected.json")) {
      JsonNode header = parse(lines.readLine());
      List<GoldenEvent> events =
          lines.lines().map(GoldenRecording::parse).map(GoldenEvent::of).toList();
      JsonNode expectations = JSON.readTree(expected).path("expectations");
      return new GoldenRecording(
          header, events, StreamSupport.stream(expectations.spliterator(), false).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The event with a number. */
  public GoldenEvent event(int number) {
    return events.get(number - 1);
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedReader open(String name) throws IOException {
    InputStream plain = GoldenRecording.class.getResourceAsStream("/golden/" + name);
    InputStream packed = GoldenRecording.class.getResourceAsStream("/golden/" + name + ".gz");
    if (plain == null && packed == null) {
      throw new IllegalArgumentException("no recording golden/" + name);
    }
    InputStream in = plain != null ? plain : new GZIPInputStream(packed);
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }
}
