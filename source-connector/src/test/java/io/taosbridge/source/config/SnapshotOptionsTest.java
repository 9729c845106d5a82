package io.taosbridge.source.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotOptionsTest {

  private static SourceConfig config(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("connection.url", "ws://host:6041");
    all.put("topics", "t");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new SourceConfig(all);
  }

  @Test
  void takesNoSnapshotUnlessTold() {
    // When
    SnapshotOptions options = config().snapshot();

    // Then
    assertThat(options).isEqualTo(new SnapshotOptions(SnapshotMode.NEVER, 100_000, null, null));
    assertThat(config().outOfRange()).isEqualTo(OutOfRangePolicy.FAIL);
  }

  @Test
  void takesASnapshotOfARecycledLogWhenNeeded() {
    assertThat(config("snapshot.mode", "when_needed").outOfRange())
        .isEqualTo(OutOfRangePolicy.SNAPSHOT);
  }

  @Test
  void readsTimes() {
    // When
    SnapshotOptions options = config("snapshot.from", " 2024-01-01T00:00:00Z").snapshot();

    // Then
    assertThat(options.from()).isEqualTo(Instant.parse("2024-01-01T00:00:00Z"));
    assertThat(options.to()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "snapshot.mode, sometimes",
    "snapshot.chunk.rows, 0",
    "snapshot.from, yesterday",
    "snapshot.to, 2024-01-01"
  })
  void refusesWhatItDoesNotKnow(String option, String value) {
    assertThatThrownBy(() -> config(option, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(option)
        .hasMessageContaining(value);
  }

  @Test
  void refusesContradictions() {
    assertThatThrownBy(
            () ->
                config(
                    "snapshot.from", "2024-01-02T00:00:00Z", "snapshot.to", "2024-01-01T00:00:00Z"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("snapshot.to");
    assertThatThrownBy(
            () -> config("snapshot.mode", "when_needed", "offset.out.of.range", "earliest"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("offset.out.of.range");
  }
}
