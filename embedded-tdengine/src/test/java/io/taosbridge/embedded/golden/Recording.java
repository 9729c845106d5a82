package io.taosbridge.embedded.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A recorded conversation with a real server: a header and events in the order seen. */
record Recording(JsonNode header, List<Event> events) {

  /** The version of the server that was recorded. */
  static final String SERVER_VERSION = "3.3.7.5";

  static final JsonMapper JSON = new JsonMapper();

  /** One event; see the members of the recording's lines. */
  record Event(JsonNode node) {

    int number() {
      return node.get("n").intValue();
    }

    int socket() {
      return node.get("conn").intValue();
    }

    boolean fromClient() {
      return node.get("dir").textValue().equals("c>s");
    }

    boolean fromServer() {
      return node.get("dir").textValue().equals("s>c");
    }

    String kind() {
      return node.get("kind").textValue();
    }

    String note() {
      return node.path("note").asText("");
    }

    String text() {
      return node.path("text").asText("");
    }

    byte[] bytes() {
      return node.has("hex")
          ? HexFormat.of().parseHex(node.get("hex").textValue())
          : text().getBytes(StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return parse(text());
    }

    @Override
    public String toString() {
      String what = node.has("text") ? text() : node.path("hex").asText("");
      return "event " + number() + " " + kind() + " " + what;
    }
  }

  static Recording load(String scenario) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(open(scenario + ".jsonl"), StandardCharsets.UTF_8))) {
      JsonNode header = parse(lines.readLine());
      List<Event> events = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        events.add(new Event(parse(line)));
      }
      return new Recording(header, events);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What other programs decoded, as a list of expectations. */
  static JsonNode expectations(String scenario) {
    try (InputStream in = open(scenario + ".expected.json")) {
      return JSON.readTree(in).get("expectations");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream plain = Recording.class.getResourceAsStream("/golden/" + name);
    if (plain != null) {
      return plain;
    }
    InputStream zipped = Recording.class.getResourceAsStream("/golden/" + name + ".gz");
    if (zipped == null) {
      throw new IllegalArgumentException("no recording " + name);
    }
    return new GZIPInputStream(zipped);
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
