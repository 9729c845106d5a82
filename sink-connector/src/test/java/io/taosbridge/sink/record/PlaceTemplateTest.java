package io.taosbridge.sink.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTemplateTest {

  private static final long TIME = 1_714_557_600_000L;
  private static final Schema INNER =
      SchemaBuilder.struct().field("city", Schema.OPTIONAL_STRING_SCHEMA).build();
  private static final Schema VALUE =
      SchemaBuilder.struct()
          .parameter("tdengine.database", "power")
          .field("place", INNER)
          .field("place.city", Schema.INT32_SCHEMA)
          .field("attributes", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA))
          .field("bytes", Schema.BYTES_SCHEMA)
          .field("price", Schema.STRING_SCHEMA)
          .field("tbname", Schema.STRING_SCHEMA)
          .build();

  private final Struct value =
      new Struct(VALUE)
          .put("place", new Struct(INNER).put("city", "Bern"))
          .put("place.city", 7)
          .put("attributes", Map.of("a.b", "dotted"))
          .put("bytes", "text".getBytes(StandardCharsets.UTF_8))
          .put("price", "1")
          .put("tbname", "own");

  private final SinkRecord record =
      new SinkRecord(
          "dc1.plant.air",
          3,
          null,
          Map.of("site", Map.of("id", 5L), "d", new BigDecimal("1E+2")),
          VALUE,
          value,
          42,
          TIME,
          TimestampType.CREATE_TIME,
          new ConnectHeaders().addString("h.x", "head").addString("tdengine.stable", "air"));

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "${topic}, dc1.plant.air",
    "${topic[0]}_${topic[2]}, dc1_air",
    "${partition}-${offset}, 3-42",
    "${key.site.id}, 5",
    "${key.d}, 100",
    "${value.price}, 1",
    "${value.attributes.a.b}, dotted",
    "${value.bytes}, text",
    "${header.h.x}, head",
    "${timestamp}, 2024-05-01T10:00:00Z",
    "t_${timestamp:yyyyMMddHH}, t_2024050110",
    "${database}.${stable}.${table}, power.air.own",
  })
  void fillsInWhatTheRecordHolds(String template, String expected) {
    // When / Then
    assertThat(PlaceTemplate.parse(template).fill(record, value)).isEqualTo(expected);
  }

  @Test
  void prefersAFieldWhoseNameHasTheDots() {
    // When / Then
    assertThat(PlaceTemplate.parse("${value.place.city}").fill(record, value)).isEqualTo("7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${topic[3]}",
        "${key.other}",
        "${value.nothing}",
        "${value.place.street}",
        "${header.none}"
      })
  void saysForWhichPlaceholderThereIsNoValue(String template) {
    // When / Then
    assertThatThrownBy(() -> PlaceTemplate.parse("x" + template).fill(record, value))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("no value for " + template);
  }

  @Test
  void saysThatAStructIsNoText() {
    // When / Then
    assertThatThrownBy(() -> PlaceTemplate.parse("${key}").fill(record, value))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("${key}")
        .hasMessageContaining("name one of its fields");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${}",
        "${value}",
        "${value.}",
        "${topic[]}",
        "${x}",
        "${timestamp:}",
        "${timestamp:jjj}",
        "${timestamp:e}}{${",
        "a ${topic"
      })
  void refusesOtherPlaceholders(String template) {
    // When / Then
    assertThatThrownBy(() -> PlaceTemplate.parse(template))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsTheTypeOfAPlaceholderThatStandsAlone() {
    // When
    PlaceTemplate time = PlaceTemplate.parse("${timestamp}");
    PlaceTemplate text = PlaceTemplate.parse("at ${timestamp}");

    // Then
    assertThat(time.schema(VALUE)).isEqualTo(Timestamp.SCHEMA);
    assertThat(time.reader().read(record, value)).isEqualTo(Date.from(Instant.ofEpochMilli(TIME)));
    assertThat(text.schema(VALUE)).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
    assertThat(text.reader().read(record, value)).isEqualTo("at 2024-05-01T10:00:00Z");
  }

  @Test
  void knowsWhatIsTheSameForAllRecordsOfATopic() {
    // When / Then
    assertThat(PlaceTemplate.parse("a_${topic}").isFixed(null)).isTrue();
    assertThat(PlaceTemplate.parse("${database}").isFixed(VALUE)).isTrue();
    assertThat(PlaceTemplate.parse("${stable}").isFixed(VALUE)).isFalse();
    assertThat(PlaceTemplate.parse("${database}").isFixed(null)).isFalse();
  }
}
