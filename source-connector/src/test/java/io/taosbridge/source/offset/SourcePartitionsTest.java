package io.taosbridge.source.offset;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.client.TopicVgroup;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SourcePartitionsTest {

  static Stream<Map<String, String>> partitions() {
    TopicVgroup vgroup = new TopicVgroup("t", 2);
    return Stream.of(
        SourcePartitions.partition("host:6041", vgroup),
        SourcePartitions.snapshot("host:6041", vgroup));
  }

  /** Kafka Connect finds an offset by these bytes, also from what it has read from them. */
  @ParameterizedTest
  @MethodSource("partitions")
  void areTheSameBytesAgainWhenTheyWereRead(Map<String, String> partition) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "false"), true);

      // When
      byte[] written = converter.fromConnectData("c", null, List.of("c", partition));
      Object read = converter.toConnectData("c", written).value();

      // Then
      assertThat(converter.fromConnectData("c", null, read))
          .asString()
          .isEqualTo(new String(written, StandardCharsets.UTF_8));
    }
  }
}
