package io.taosbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The column structure of STMT2, byte by byte. */
class ValueBufferTest {

  /** Type, value, and how it stands behind the null flag, the flag for lengths included. */
  static List<Arguments> values() {
    return List.of(
        value(ColumnType.of(DataType.BOOL), true, "00 01000000 01"),
        value(ColumnType.of(DataType.TINYINT), (byte) -2, "00 01000000 fe"),
        value(ColumnType.of(DataType.SMALLINT), (short) -2, "00 02000000 feff"),
        value(ColumnType.of(DataType.INT), -2, "00 04000000 feffffff"),
        value(ColumnType.of(DataType.BIGINT), -2L, "00 08000000 feffffffffffffff"),
        value(ColumnType.of(DataType.UTINYINT), (short) 255, "00 01000000 ff"),
        value(ColumnType.of(DataType.USMALLINT), 65535, "00 02000000 ffff"),
        value(ColumnType.of(DataType.UINT), 4294967295L, "00 04000000 ffffffff"),
        value(
            ColumnType.of(DataType.UBIGINT),
            new BigInteger("18446744073709551615"),
            "00 08000000 ffffffffffffffff"),
        value(ColumnType.of(DataType.TIMESTAMP), 1700000000000L, "00 08000000 0068e5cf8b010000"),
        value(ColumnType.of(DataType.FLOAT), 1.5f, "00 04000000 0000c03f"),
        value(ColumnType.of(DataType.DOUBLE), 1.5, "00 08000000 000000000000f83f"),
        value(ColumnType.of(DataType.VARCHAR, 9), "é", "01 02000000 02000000 c3a9"),
        value(ColumnType.of(DataType.NCHAR, 9), "é", "01 02000000 02000000 c3a9"),
        value(ColumnType.of(DataType.JSON), "{}", "01 02000000 02000000 7b7d"),
        value(
            ColumnType.of(DataType.VARBINARY, 9), new byte[] {0, -1}, "01 02000000 02000000 00ff"),
        value(ColumnType.of(DataType.BLOB), new byte[0], "01 00000000 00000000"),
        value(ColumnType.decimal(10, 2), new BigDecimal("-1.5"), "01 05000000 05000000 2d312e3530"),
        value(
            new ColumnType(DataType.DECIMAL128, 0, 0, 0),
            new BigDecimal("1E+2"),
            "01 03000000 03000000 313030"));
  }

  private static Arguments value(ColumnType type, Object value, String bytes) {
    return Arguments.of(type, value, bytes);
  }

  @ParameterizedTest
  @MethodSource("values")
  void writesAValueAsItsTypeDemands(ColumnType type, Object value, String bytes) {
    // Given
    ValueBuffer buffer = new ValueBuffer(type, null);

    // When
    buffer.append(value);

    // Then
    String hex = encoded(buffer, 0, 1);
    String payload = bytes.replace(" ", "");
    assertThat(hex)
        .isEqualTo(
            littleEndian(13 + payload.length() / 2)
                + littleEndian(type.type().code())
                + littleEndian(1)
                + "00"
                + payload);
  }

  @Test
  void aNullOfFixedWidthTakesItsPlace() {
    // Given
    ValueBuffer buffer = new ValueBuffer(ColumnType.of(DataType.SMALLINT), null);

    // When
    buffer.appendLong(7);
    buffer.appendNull();

    // Then
    assertThat(encoded(buffer, 0, 2)).endsWith("0001" + "00" + "04000000" + "0700" + "0000");
  }

  @Test
  void aNullTextTakesNoBytes() {
    // Given
    ValueBuffer buffer = new ValueBuffer(ColumnType.of(DataType.VARCHAR, 5), null);

    // When
    buffer.appendNull();
    buffer.appendString("ab");

    // Then
    assertThat(encoded(buffer, 0, 2))
        .endsWith("0100" + "01" + "00000000" + "02000000" + "02000000" + "6162");
  }

  @Test
  void writesAPartOfItsValues() {
    // Given
    ValueBuffer texts = new ValueBuffer(ColumnType.of(DataType.VARCHAR, 5), null);
    List.of("a", "bc", "def", "g").forEach(texts::appendString);

    // When
    String middle = encoded(texts, 1, 3);

    // Then
    assertThat(middle)
        .endsWith("0000" + "01" + "02000000" + "03000000" + "05000000" + "6263646566");
  }

  static List<Arguments> misfits() {
    return List.of(
        misfit(ColumnType.of(DataType.TINYINT), 128L, IllegalArgumentException.class),
        misfit(ColumnType.of(DataType.UTINYINT), -1L, IllegalArgumentException.class),
        misfit(ColumnType.of(DataType.BOOL), 2L, IllegalArgumentException.class),
        misfit(ColumnType.of(DataType.FLOAT), 1e300, IllegalArgumentException.class),
        misfit(
            ColumnType.of(DataType.UBIGINT),
            BigInteger.TWO.pow(64),
            IllegalArgumentException.class),
        misfit(ColumnType.decimal(4, 2), new BigDecimal("100"), IllegalArgumentException.class),
        misfit(ColumnType.decimal(4, 2), new BigDecimal("0.001"), IllegalArgumentException.class),
        misfit(
            ColumnType.decimal(4, 2),
            new BigDecimal("1E+999999999"),
            IllegalArgumentException.class),
        misfit(
            new ColumnType(DataType.DECIMAL128, 0, 0, 0),
            new BigDecimal("1E+999999999"),
            IllegalArgumentException.class),
        misfit(ColumnType.of(DataType.INT), "1", ClassCastException.class),
        misfit(ColumnType.of(DataType.INT), 1.0, ClassCastException.class),
        misfit(ColumnType.of(DataType.INT), new byte[1], ClassCastException.class),
        misfit(ColumnType.of(DataType.VARCHAR, 3), 1, ClassCastException.class),
        misfit(ColumnType.of(DataType.VARBINARY, 3), "a", ClassCastException.class),
        misfit(ColumnType.of(DataType.DOUBLE), BigDecimal.ONE, ClassCastException.class),
        misfit(ColumnType.of(DataType.TIMESTAMP), Instant.EPOCH, ClassCastException.class));
  }

  private static Arguments misfit(ColumnType type, Object value, Class<?> exception) {
    return Arguments.of(type, value, exception);
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void refusesWhatDoesNotFitAndStaysAsItWas(
      ColumnType type, Object value, Class<? extends Exception> exception) {
    // Given
    ValueBuffer buffer = new ValueBuffer(type, null);
    buffer.appendNull();
    String before = encoded(buffer, 0, 1);

    // When, Then
    assertThatThrownBy(() -> buffer.append(value)).isInstanceOf(exception);
    assertThat(buffer.size()).isEqualTo(1);
    assertThat(encoded(buffer, 0, 1)).isEqualTo(before);
  }

  @Test
  void keepsEveryValueWhileItGrows() {
    // Given
    ValueBuffer buffer = new ValueBuffer(ColumnType.of(DataType.VARCHAR, 9), null);

    // When
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      buffer.appendString("v" + i);
      all.append('v').append(i);
    }

    // Then
    byte[] bytes = HexFormat.of().parseHex(encoded(buffer, 0, buffer.size()));
    assertThat(new String(bytes, java.nio.charset.StandardCharsets.US_ASCII))
        .endsWith(all.toString());
  }

  @Test
  void tellsWhetherItsNumbersRise() {
    // Given
    ValueBuffer rising = new ValueBuffer(ColumnType.of(DataType.TIMESTAMP), null);
    ValueBuffer standing = new ValueBuffer(ColumnType.of(DataType.TIMESTAMP), null);

    // When
    assertThat(rising.isAscending(0, 0)).isTrue();
    for (long value : new long[] {Long.MIN_VALUE, -1, 5}) {
      rising.append(value);
      standing.append(value);
    }
    standing.append(5L);
    standing.append(6L);

    // Then
    assertThat(rising.isAscending(0, 3)).isTrue();
    assertThat(standing.isAscending(0, 5)).isFalse();
    assertThat(standing.isAscending(3, 5)).isTrue();
  }

  static List<Arguments> times() {
    Instant time = Instant.parse("2026-01-01T00:00:01.123456789Z");
    return List.of(
        Arguments.of(Precision.MILLISECONDS, time, 1767225601123L),
        Arguments.of(Precision.MICROSECONDS, time, 1767225601123456L),
        Arguments.of(Precision.NANOSECONDS, time, 1767225601123456789L),
        Arguments.of(Precision.MILLISECONDS, time.atOffset(ZoneOffset.ofHours(5)), 1767225601123L),
        Arguments.of(Precision.MILLISECONDS, time.atZone(ZoneId.of("Asia/Tokyo")), 1767225601123L),
        Arguments.of(Precision.MILLISECONDS, Instant.ofEpochMilli(-1), -1L),
        Arguments.of(Precision.MILLISECONDS, Instant.ofEpochSecond(0, -1), -1L),
        Arguments.of(Precision.MILLISECONDS, 5L, 5L));
  }

  @ParameterizedTest
  @MethodSource("times")
  void takesPointsInTimeForATimestamp(Precision precision, Object time, long number) {
    // Given
    ValueBuffer buffer = new ValueBuffer(ColumnType.of(DataType.TIMESTAMP), precision);

    // When
    buffer.append(time);

    // Then
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(encoded(buffer, 0, 1)));
    assertThat(bytes.order(ByteOrder.LITTLE_ENDIAN).getLong(18)).isEqualTo(number);
  }

  @Test
  void refusesATimeWithoutAZoneAndOneOutOfReach() {
    // Given
    ValueBuffer buffer = new ValueBuffer(ColumnType.of(DataType.TIMESTAMP), Precision.NANOSECONDS);

    // When, Then
    assertThatThrownBy(() -> buffer.append(LocalDateTime.of(2026, 1, 1, 0, 0)))
        .isInstanceOf(ClassCastException.class)
        .hasMessageContaining("no time zone");
    assertThatThrownBy(() -> buffer.append(Instant.parse("2300-01-01T00:00:00Z")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2300-01-01");
    assertThat(buffer.size()).isZero();
  }

  @Test
  void aTimeInAQueryGoesAsTextInUtc() {
    // When
    ValueBuffer value = ValueBuffer.ofQueryValue(OffsetDateTime.parse("2026-01-01T09:00:00+09:00"));

    // Then
    assertThat(encoded(value, 0, 1)).endsWith("323032362d30312d30315430303a30303a30305a");
  }

  @Test
  void aTimeInAQueryGoesAsText() {
    // When
    ValueBuffer value = ValueBuffer.ofQueryValue(Instant.parse("2026-01-01T00:00:00Z"));

    // Then
    assertThat(value.type().type()).isEqualTo(DataType.VARCHAR);
    assertThat(encoded(value, 0, 1)).endsWith("323032362d30312d30315430303a30303a30305a");
  }

  @Test
  void aQueryTakesNoValueOfAnUnknownClass() {
    assertThatThrownBy(() -> ValueBuffer.ofQueryValue(List.of()))
        .isInstanceOf(ClassCastException.class)
        .hasMessageContaining("List");
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"INT", "DOUBLE", "VARCHAR", "BOOL", "TIMESTAMP", "NCHAR"})
  void aFullBufferIsEncodedLikeOneWithRoomLeft(DataType type) {
    // Given
    Object value = type.isVariable() ? "später" : type == DataType.DOUBLE ? (Object) 2.5 : 1;
    List<Object> values = new ArrayList<>(Arrays.asList(null, value, null, value));
    ValueBuffer full = new ValueBuffer(ColumnType.of(type), null);
    ValueBuffer roomy = new ValueBuffer(ColumnType.of(type), null);
    full.reserve(values.size());
    roomy.reserve(values.size() + 1);

    // When
    values.forEach(full::append);
    values.forEach(roomy::append);

    // Then
    assertThat(encoded(full, 0, 4)).isEqualTo(encoded(roomy, 0, 4));
    assertThat(encoded(full, 1, 4)).isEqualTo(encoded(roomy, 1, 4));
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"INT", "VARCHAR"})
  void aFullBufferOfNullsIsEncodedLikeOneWithRoomLeft(DataType type) {
    // Given
    ValueBuffer full = new ValueBuffer(ColumnType.of(type), null);
    ValueBuffer roomy = new ValueBuffer(ColumnType.of(type), null);
    full.reserve(2);
    roomy.reserve(3);

    // When
    for (ValueBuffer buffer : List.of(full, roomy)) {
      buffer.appendNull();
      buffer.appendNull();
    }

    // Then
    assertThat(encoded(full, 0, 2)).isEqualTo(encoded(roomy, 0, 2));
  }

  private static String encoded(ValueBuffer buffer, int from, int to) {
    ByteBuffer target =
        ByteBuffer.allocate(buffer.encodedLength(from, to)).order(ByteOrder.LITTLE_ENDIAN);
    buffer.encode(target, from, to);
    assertThat(target.hasRemaining()).as("room left").isFalse();
    return HexFormat.of().formatHex(target.array());
  }

  private static String littleEndian(int value) {
    return HexFormat.of().toHexDigits(Integer.reverseBytes(value));
  }
}
