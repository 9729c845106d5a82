package io.taosbridge.embedded.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.embedded.storage.Log;
import io.taosbridge.embedded.storage.MetaEntry;
import io.taosbridge.embedded.storage.WriteEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What statements leave in the log, as a real server told it. */
class MetadataLogTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int META = 2;

  @Test
  void tellsChangesAsARealServerDid() throws IOException {
    // Given
    List<JsonNode> events = recording("/golden/tmq-meta-plain.jsonl");
    TestDatabase db = new TestDatabase().with("create database golden_qm vgroups 1 keep 36500");
    List<JsonNode> expected = metadata(events);

    // When
    events.get(0).get("statements").forEach(statement -> db.run(statement.asText()));

    // Then
    Log log = db.engine().vgroupsOf("golden_qm", List.of("st")).get(0).log();
    List<ObjectNode> told =
        TestDatabase.entries(log, MetaEntry.class).stream().map(MetaEntry::json).toList();
    assertThat(told).hasSameSizeAs(expected);
    for (int i = 0; i < told.size(); i++) {
      assertThat(told.get(i)).hasToString(expected.get(i).toString());
    }
  }

  @Test
  void givesVersionsAsARealServerDid() throws IOException {
    // Given
    List<JsonNode> events = recording("/golden/tmq-meta-plain.jsonl");
    TestDatabase db = new TestDatabase().with("create database golden_qm vgroups 1 keep 36500");

    // When
    events.get(0).get("statements").forEach(statement -> db.run(statement.asText()));

    // Then
    Log log = db.engine().vgroupsOf("golden_qm", List.of("st")).get(0).log();
    List<Long> next = new ArrayList<>();
    for (long version = log.begin(); version < log.end(); version++) {
      if (log.read(version).orElseThrow() instanceof MetaEntry) {
        next.add(version + 1);
      }
    }
    assertThat(next).isEqualTo(offsets(events));
  }

  @Test
  void putsOneInsertIntoOneEntryOfEachVgroup() {
    // Given
    TestDatabase db =
        new TestDatabase("vgroups 4").with("create stable st (ts timestamp, v int) tags (g int)");

    // When
    StringBuilder insert = new StringBuilder("insert into");
    for (int i = 0; i < 12; i++) {
      insert.append(" c" + i + " using st tags(" + i + ") values (now, 1) (now+1s, 2)");
    }
    db.run(insert.toString());

    // Then
    int tables = 0;
    for (int i = 0; i < 12; i++) {
      List<WriteEntry> writes = TestDatabase.entries(db.log("c" + i), WriteEntry.class);
      assertThat(writes).hasSize(1);
      String name = "c" + i;
      tables +=
          (int)
              writes.get(0).tables().stream()
                  .filter(write -> write.table().name().equals(name))
                  .filter(write -> write.rows().size() == 2)
                  .count();
      assertThat(writes.get(0).created()).hasSameSizeAs(writes.get(0).tables());
    }
    assertThat(tables).isEqualTo(12);
  }

  private static List<JsonNode> metadata(List<JsonNode> events) throws IOException {
    List<JsonNode> metadata = new ArrayList<>();
    boolean meta = false;
    for (JsonNode event : events) {
      JsonNode reply = reply(event);
      if (reply.path("action").asText().equals("poll")) {
        meta = reply.get("message_type").asInt() == META;
      } else if (meta && reply.path("action").asText().equals("fetch_json_meta")) {
        metadata.add(reply.get("data"));
        meta = false;
      }
    }
    return metadata;
  }

  private static List<Long> offsets(List<JsonNode> events) throws IOException {
    List<Long> offsets = new ArrayList<>();
    for (JsonNode event : events) {
      JsonNode reply = reply(event);
      if (reply.path("action").asText().equals("poll")
          && reply.get("message_type").asInt() == META) {
        offsets.add(reply.get("offset").asLong());
      }
    }
    return offsets;
  }

  private static JsonNode reply(JsonNode event) throws IOException {
    boolean reply =
        event.path("dir").asText().equals("s>c") && event.path("kind").asText().equals("text");
    return reply ? JSON.readTree(event.get("text").asText()) : JSON.createObjectNode();
  }

  private static List<JsonNode> recording(String resource) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    try (InputStream in = MetadataLogTest.class.getResourceAsStream(resource);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        events.add(JSON.readTree(line));
      }
    }
    return events;
  }
}
