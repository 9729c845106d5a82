package io.taosbridge.source.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.taosbridge.client.TopicVgroup;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Offsets as versions of the connector have stored them and as {@code GET
 * /connectors/<name>/offsets} shows them, in {@code offsets/<format>.json}. Such a file is never
 * changed: what an earlier version stored must be read by all later ones.
 */
class OffsetFormatsTest {

  private record Stored(Map<String, Object> partition, Map<String, Object> offset) {}

  @Test
  void readsTheNextVersionOfEachVgroup() throws IOException {
    // Given
    List<Stored> stored = stored("1");

    // Then
    assertThat(positions(stored))
        .containsOnly(
            entry(new TopicVgroup("t", 3), 7L), entry(new TopicVgroup("t", 12), 3_000_000_000L));
  }

  @Test
  void findsThemUnderTheNameOfTheirServer() throws IOException {
    assertThat(stored("1"))
        .allSatisfy(
            each ->
                assertThat(
                        SourcePartitions.partition(
                            "db1:6041,db2:6041", SourcePartitions.vgroup(each.partition())))
                    .isEqualTo(each.partition()));
  }

  private static Map<TopicVgroup, Long> positions(List<Stored> stored) {
    Map<TopicVgroup, Long> positions = new HashMap<>();
    for (Stored each : stored) {
      SourcePartitions.checkPartition(each.partition());
      positions.put(
          SourcePartitions.vgroup(each.partition()),
          SourcePartitions.read(each.offset()).orElseThrow());
    }
    return positions;
  }

  private static List<Stored> stored(String format) throws IOException {
    ObjectMapper json = new ObjectMapper();
    String name = "/offsets/" + format + ".json";
    try (InputStream file = OffsetFormatsTest.class.getResourceAsStream(name)) {
      return json.convertValue(
          json.readTree(file).get("offsets"), new TypeReference<List<Stored>>() {});
    }
  }
}
