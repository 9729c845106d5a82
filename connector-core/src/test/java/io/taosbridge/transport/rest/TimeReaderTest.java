package io.taosbridge.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.Precision;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeReaderTest {

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00.123Z, 1767225600123, MILLISECONDS",
    "2026-01-01T00:00:00.123456Z, 1767225600123456, MICROSECONDS",
    "2026-01-01T00:00:00.123456789Z, 1767225600123456789, NANOSECONDS",
    "2026-01-01T08:00:00.000+08:00, 1767225600000, MILLISECONDS",
    "2025-12-31T20:30:00.000-03:30, 1767225600000, MILLISECONDS",
    "1969-12-31T23:59:59.999Z, -1, MILLISECONDS",
    "1969-12-31T23:59:59.000Z, -1000, MILLISECONDS",
    "-292275055-05-16T16:47:04.192Z, -9223372036854775808, MILLISECONDS",
    "292278994-08-17T07:12:55.807Z, 9223372036854775807, MILLISECONDS",
    "1677-09-21T00:12:43.145224192Z, -9223372036854775808, NANOSECONDS",
    "2262-04-11T23:47:16.854775807Z, 9223372036854775807, NANOSECONDS",
    "-290308-12-21T19:59:05.224192Z, -9223372036854775808, MICROSECONDS",
    "0000-01-01T00:00:00.000Z, -62167219200000, MILLISECONDS"
  })
  void readsTimesOfEveryPrecision(String text, long expected, Precision precision) {
    // Given
    TimeReader reader = new TimeReader(ZoneOffset.UTC);

    // When
    long value = reader.read(text);

    // Then
    assertThat(value).isEqualTo(expected);
    assertThat(reader.precision()).contains(precision);
  }

  /** The adapter leaves the seconds of an offset out. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Asia/Shanghai",
        "Europe/Berlin",
        "America/St_Johns",
        "Africa/Monrovia",
        "Europe/London",
        "Australia/Lord_Howe",
        "UTC"
      })
  void readsTimesInZonesOfAllEras(String name) {
    // Given
    ZoneId zone = ZoneId.of(name);
    DateTimeFormatter format = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");
    Random random = new Random(7);

    for (int i = 0; i < 2000; i++) {
      long expected = random.nextLong(-6_000_000_000_000L, 6_000_000_000_000L);
      ZonedDateTime time = Instant.ofEpochMilli(expected).atZone(zone);
      int minutes = time.getOffset().getTotalSeconds() / 60;
      String text =
          format.format(time)
              + (time.getOffset().getTotalSeconds() == 0
                  ? "Z"
                  : String.format(
                      "%s%02d:%02d",
                      time.getOffset().getTotalSeconds() < 0 ? "-" : "+",
                      Math.abs(minutes) / 60,
                      Math.abs(minutes) % 60));

      // When
      long value = new TimeReader(zone).read(text);

      // Then
      assertThat(value).as(text).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "2026-01-01",
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00.12Z",
        "2026-01-01T00:00:00.1234567890Z",
        "2026-01-01T00:00:00.123",
        "2026-01-01T00:00:00.123+01",
        "2026-01-01T00:00:00.123+01:0x",
        "2026-01-01T00:00:00.123 01:00",
        "2026-01-01T00:00:00.123Zx",
        "2026-01-01 00:00:00.123Z",
        "2026-1-01T00:00:00.123Z1",
        "x026-01-01T00:00:00.123Z",
        "99999999999-01-01T00:00:00.123Z",
        "2026-13-01T00:00:00.123Z",
        "2026-02-30T00:00:00.123Z",
        "2026-01-01T25:00:00.123Z",
        "2026-01-01T00:00:00.123+99:00",
        "999999999-01-01T00:00:00.123456789Z",
        "-999999999-01-01T00:00:00.000000001Z"
      })
  void refusesEverythingElse(String text) {
    assertThatThrownBy(() -> new TimeReader(ZoneOffset.UTC).read(text))
        .isInstanceOfAny(
            IllegalArgumentException.class,
            ArithmeticException.class,
            java.time.DateTimeException.class);
  }

  @Test
  void refusesTwoPrecisionsInOneResult() {
    // Given
    TimeReader reader = new TimeReader(ZoneOffset.UTC);
    reader.read("2026-01-01T00:00:00.123Z");

    // When, Then
    assertThatThrownBy(() -> reader.read("2026-01-01T00:00:00.123456Z"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
