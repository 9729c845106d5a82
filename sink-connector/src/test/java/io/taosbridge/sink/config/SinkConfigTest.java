package io.taosbridge.sink.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkConfigTest {

  @Test
  void needsNothingButAUrl() {
    // When
    SinkConfig config = new SinkConfig(Map.of("connection.url", "ws://h:6041"));

    // Then
    assertThat(config.mappings().common().names().table()).isEmpty();
    assertThat(config.fixedDatabase()).isEmpty();
    assertThat(config.tables().createTables()).isTrue();
    assertThat(config.tables().createDatabase()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "database, ${no}, ${database}",
    "stable, '', empty",
    "table, ${key, closing",
    "table, ${timestamp:QQQQQQ}, timestamp:QQQQQQ",
    "timestamp.field, ${x}, ${header.name}",
    "tags, =x, name=value",
    "columns, a, name=value",
    "fields.rename, a, path:column",
    "types, a:FOO, FOO",
    "too.long, cut, truncate",
    "database.keep, long, 3650d",
    "write.method, x, stmt2",
    "database.precision, s, ns",
    "timestamp.unit, sec, us",
    "batch.max.rows, 0, batch.max.rows",
    "null.record, vanish, ignore",
    "meta.handling, events, replicate"
  })
  void namesTheOptionThatIsWrongAndWhatIsExpected(String option, String value, String hint) {
    // When / Then
    assertThatThrownBy(() -> new SinkConfig(Map.of("connection.url", "ws://h:6041", option, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(option)
        .hasMessageContaining(hint);
  }

  @Test
  void endsCallsBeforeTheWorkerTakesTheTaskForDead() {
    // Given
    SinkConfig plain = new SinkConfig(Map.of("connection.url", "ws://h:6041"));
    SinkConfig chosen = new SinkConfig(Map.of("connection.url", "ws://h:6041?read_timeout=120"));

    // When / Then
    assertThat(plain.connection().readTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(chosen.connection().readTimeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(plain.connection().retry().times()).isZero();
  }

  @Test
  void hidesThePassword() {
    // Given
    SinkConfig config =
        new SinkConfig(
            Map.of("connection.url", "ws://h:6041", "connection.password", "s3cret-word"));

    // When / Then
    assertThat(config.values().toString()).doesNotContain("s3cret-word");
    assertThat(config.connection().password()).isEqualTo("s3cret-word");
  }
}
