package io.taosbridge.sink.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.sink.record.BadRecordException;
import io.taosbridge.sink.record.EpochUnit;
import io.taosbridge.sink.record.FieldValues;
import io.taosbridge.sink.record.PackedValues;
import io.taosbridge.sink.record.PolicyOptions.TooLong;
import io.taosbridge.sink.record.TimestampOptions.TooFine;
import io.taosbridge.sink.record.Verdict;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CellWritersTest {

  private static final Schema WHOLE = Decimal.schema(0);
  private static final Timestamps TIMESTAMPS =
      new Timestamps(EpochUnit.MILLISECONDS, Precision.MICROSECONDS, TooFine.DLQ, Verdict.DLQ);

  private static final CellWriters WRITERS = new CellWriters(TIMESTAMPS, TooLong.DLQ);

  @ParameterizedTest
  @MethodSource
  void writesAValueThatFits(Schema field, String column, Object value, Object stored) {
    // Given
    ValueBuffer buffer = buffer(column);

    // When
    WRITERS.of(field, ColumnType.parse(column)).write(value, buffer);

    // Then
    assertThat(Decoded.values(buffer)).containsExactly(stored);
    assertThat(together(field, column, PackedValues.of(value, null, value)))
        .containsExactly(stored, null, stored);
    assertThat(together(field, column, PackedValues.objects(null, value, null)))
        .containsExactly(null, stored, null);
  }

  private static Object[] together(Schema field, String column, FieldValues values) {
    ValueBuffer buffer = buffer(column);
    WRITERS.of(field, ColumnType.parse(column)).writeAll(values, 3, buffer);
    return Decoded.values(buffer);
  }

  @Test
  void writesValuesThatTellTheirOwnTypeWhateverWasBefore() {
    // Given
    ValueBuffer buffer = buffer("DOUBLE");
    FieldValues values = PackedValues.of(1.5, 2L, null, "3.5", true, 4);

    // When
    CellWriter writer = WRITERS.of(null, ColumnType.parse("DOUBLE"));
    writer.writeAll(values, 4, buffer);

    // Then
    assertThat(Decoded.values(buffer)).containsExactly(1.5, 2.0, null, 3.5);
    assertThatThrownBy(() -> writer.writeAll(values, 6, buffer))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining("BOOLEAN cannot be written to DOUBLE");
  }

  static Stream<Arguments> writesAValueThatFits() {
    return Stream.of(
        Arguments.of(Schema.BOOLEAN_SCHEMA, "BOOL", true, true),
        Arguments.of(Schema.INT8_SCHEMA, "TINYINT", (byte) -128, (byte) -128),
        Arguments.of(Schema.INT64_SCHEMA, "SMALLINT", 32767L, (short) 32767),
        Arguments.of(Schema.INT32_SCHEMA, "INT", Integer.MIN_VALUE, Integer.MIN_VALUE),
        Arguments.of(Schema.INT64_SCHEMA, "BIGINT", Long.MAX_VALUE, Long.MAX_VALUE),
        Arguments.of(Schema.INT16_SCHEMA, "TINYINT UNSIGNED", (short) 255, (byte) -1),
        Arguments.of(Schema.INT32_SCHEMA, "SMALLINT UNSIGNED", 65_535, (short) -1),
        Arguments.of(Schema.INT64_SCHEMA, "INT UNSIGNED", 4_294_967_295L, -1),
        Arguments.of(WHOLE, "BIGINT UNSIGNED", new BigDecimal("18446744073709551615"), -1L),
        Arguments.of(WHOLE, "BIGINT", new BigDecimal("-5"), -5L),
        Arguments.of(Schema.FLOAT32_SCHEMA, "FLOAT", 1.1f, 1.1f),
        Arguments.of(Schema.FLOAT64_SCHEMA, "FLOAT", 0.5, 0.5f),
        Arguments.of(Schema.FLOAT64_SCHEMA, "FLOAT", Double.NaN, Float.NaN),
        Arguments.of(null, "FLOAT", 20.1, 20.1f),
        Arguments.of(null, "FLOAT", -3.4e38, -3.4e38f),
        Arguments.of(null, "FLOAT", Double.NaN, Float.NaN),
        Arguments.of(Schema.FLOAT32_SCHEMA, "DOUBLE", 1.1f, (double) 1.1f),
        Arguments.of(Schema.FLOAT64_SCHEMA, "DOUBLE", Double.NEGATIVE_INFINITY, -1.0 / 0),
        Arguments.of(Schema.INT64_SCHEMA, "DOUBLE", 1L << 53, 0x1p53),
        Arguments.of(Decimal.schema(2), "DECIMAL(10,3)", new BigDecimal("-1.25"), "-1.250"),
        Arguments.of(Schema.STRING_SCHEMA, "DECIMAL(38,1)", "7", "7.0"),
        Arguments.of(Schema.INT32_SCHEMA, "DECIMAL(4,0)", 42, "42"),
        Arguments.of(Schema.INT64_SCHEMA, "TIMESTAMP", -1L, -1000L),
        Arguments.of(Timestamp.SCHEMA, "TIMESTAMP", Date.from(Instant.ofEpochMilli(7)), 7000L),
        Arguments.of(Schema.STRING_SCHEMA, "INT", "-7", -7),
        Arguments.of(Schema.STRING_SCHEMA, "BOOL", "True", true),
        Arguments.of(Schema.STRING_SCHEMA, "DOUBLE", "0.1", 0.1),
        Arguments.of(Schema.FLOAT64_SCHEMA, "INT", 7.0, 7),
        Arguments.of(Schema.FLOAT64_SCHEMA, "DECIMAL(10,2)", 1.25, "1.25"),
        Arguments.of(Decimal.schema(1), "DOUBLE", new BigDecimal("0.1"), 0.1),
        Arguments.of(Time.SCHEMA, "INT", Date.from(Instant.ofEpochMilli(61_000)), 61_000),
        Arguments.of(Schema.INT32_SCHEMA, "VARCHAR(10)", 7, "7"),
        Arguments.of(Schema.BOOLEAN_SCHEMA, "NCHAR(10)", true, "true"),
        Arguments.of(Schema.STRING_SCHEMA, "TIMESTAMP", "1970-01-01T00:00:00.5Z", 500_000L),
        Arguments.of(Schema.STRING_SCHEMA, "VARCHAR(4)", "\u4e2d!", "\u4e2d!"),
        Arguments.of(Schema.BYTES_SCHEMA, "VARCHAR(4)", new byte[] {65, 66}, "AB"),
        Arguments.of(Schema.STRING_SCHEMA, "NCHAR(1)", "\ud83d\ude00", "\ud83d\ude00"),
        Arguments.of(Schema.STRING_SCHEMA, "JSON", "{}", "{}"),
        Arguments.of(
            Schema.BYTES_SCHEMA,
            "VARBINARY(3)",
            ByteBuffer.wrap(new byte[] {0, 1, -1}),
            new byte[] {0, 1, -1}),
        Arguments.of(Schema.BYTES_SCHEMA, "GEOMETRY(50)", new byte[] {1}, new byte[] {1}),
        Arguments.of(Schema.BYTES_SCHEMA, "BLOB", new byte[0], new byte[0]));
  }

  @ParameterizedTest
  @MethodSource
  void refusesAValueThatDoesNotFitAndLeavesTheBufferAsItWas(
      Schema field, String column, Object value) {
    // Given
    ValueBuffer buffer = buffer(column);
    CellWriter writer = WRITERS.of(field, ColumnType.parse(column));

    // When / Then
    assertThatThrownBy(() -> writer.write(value, buffer)).isInstanceOf(BadRecordException.class);
    assertThat(buffer.size()).isZero();
    assertThatThrownBy(() -> writer.writeAll(PackedValues.of(null, value), 2, buffer))
        .hasMessage(catchThrowable(() -> writer.write(value, buffer)).getMessage());
    assertThat(buffer.size()).isOne();
  }

  static Stream<Arguments> refusesAValueThatDoesNotFitAndLeavesTheBufferAsItWas() {
    return Stream.of(
        Arguments.of(Schema.INT16_SCHEMA, "TINYINT", (short) 128),
        Arguments.of(Schema.INT64_SCHEMA, "INT UNSIGNED", -1L),
        Arguments.of(Schema.INT64_SCHEMA, "BIGINT UNSIGNED", -1L),
        Arguments.of(WHOLE, "BIGINT UNSIGNED", new BigDecimal("18446744073709551616")),
        Arguments.of(WHOLE, "BIGINT", new BigDecimal("9223372036854775808")),
        Arguments.of(Decimal.schema(1), "INT", new BigDecimal("1.5")),
        Arguments.of(Schema.FLOAT64_SCHEMA, "FLOAT", 1.1),
        Arguments.of(null, "FLOAT", 20.123456789),
        Arguments.of(null, "FLOAT", 1e39),
        Arguments.of(null, "FLOAT", 1e-50),
        Arguments.of(Schema.INT64_SCHEMA, "DOUBLE", (1L << 53) + 1),
        Arguments.of(Schema.INT64_SCHEMA, "DOUBLE", Long.MAX_VALUE),
        Arguments.of(Schema.INT32_SCHEMA, "FLOAT", (1 << 24) + 1),
        Arguments.of(Decimal.schema(2), "DECIMAL(10,1)", new BigDecimal("1.25")),
        Arguments.of(Decimal.schema(0), "DECIMAL(2,1)", new BigDecimal("10")),
        Arguments.of(Schema.STRING_SCHEMA, "DECIMAL(10,1)", "ten"),
        Arguments.of(Schema.INT64_SCHEMA, "TIMESTAMP", Long.MAX_VALUE),
        Arguments.of(Schema.STRING_SCHEMA, "INT", "1.5"),
        Arguments.of(Schema.STRING_SCHEMA, "INT", "seven"),
        Arguments.of(Schema.STRING_SCHEMA, "BOOL", "yes"),
        Arguments.of(Schema.STRING_SCHEMA, "DOUBLE", "0.10000000000000000001"),
        Arguments.of(Schema.STRING_SCHEMA, "BIGINT", "1E999999999"),
        Arguments.of(Schema.FLOAT64_SCHEMA, "INT", 1.5),
        Arguments.of(Schema.FLOAT64_SCHEMA, "BIGINT", Double.NaN),
        Arguments.of(Schema.FLOAT64_SCHEMA, "DECIMAL(10,1)", 1.25),
        Arguments.of(Schema.STRING_SCHEMA, "TIMESTAMP", "2024-05-01T10:00:00"),
        Arguments.of(Schema.STRING_SCHEMA, "VARCHAR(4)", "\u4e2d\u4e2d"),
        Arguments.of(Schema.STRING_SCHEMA, "NCHAR(1)", "ab"),
        Arguments.of(Schema.BYTES_SCHEMA, "VARBINARY(1)", new byte[2]));
  }

  @ParameterizedTest
  @MethodSource
  void namesFieldAndColumnTypeThatNeverFitTogether(Schema field, String column) {
    // When / Then
    assertThatThrownBy(() -> WRITERS.of(field, ColumnType.parse(column)))
        .isInstanceOf(BadRecordException.class)
        .hasMessageContaining(field.type().toString());
  }

  static Stream<Arguments> namesFieldAndColumnTypeThatNeverFitTogether() {
    return Stream.of(
        Arguments.of(Schema.INT32_SCHEMA, "BOOL"),
        Arguments.of(Schema.INT32_SCHEMA, "JSON"),
        Arguments.of(Timestamp.SCHEMA, "VARCHAR(30)"),
        Arguments.of(Timestamp.SCHEMA, "BIGINT"),
        Arguments.of(Time.SCHEMA, "TIMESTAMP"),
        Arguments.of(Decimal.schema(0), "VARBINARY(20)"),
        Arguments.of(SchemaBuilder.array(Schema.INT32_SCHEMA).build(), "VARCHAR(10)"));
  }

  @Test
  void writesFloatsByTheirDigits() {
    // Given
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    CellWriter writer = WRITERS.of(null, ColumnType.parse("FLOAT"));

    for (int i = 0; i < 20_000; i++) {
      int digits = random.nextInt(1, 10);
      long number = random.nextLong((long) -Math.pow(10, digits), (long) Math.pow(10, digits));
      BigDecimal decimal = BigDecimal.valueOf(number, random.nextInt(-3, 10));
      double value = decimal.doubleValue();
      float nearest = Float.parseFloat(decimal.toString());
      boolean fits =
          nearest == value || new BigDecimal(Float.toString(nearest)).compareTo(decimal) == 0;
      ValueBuffer buffer = buffer("FLOAT");

      // When
      Throwable refused = catchThrowable(() -> writer.write(value, buffer));

      // Then
      String description = decimal + ", seed " + seed;
      if (refused == null) {
        // Float.toString of an old JDK may have more digits than it takes.
        assertThat(fits || digits <= 6).as(description).isTrue();
        assertThat(Decoded.values(buffer)).as(description).containsExactly(nearest);
      } else {
        assertThat(fits).as(description).isFalse();
        assertThat(refused).as(description).isInstanceOf(BadRecordException.class);
      }
    }
  }

  @Test
  void keepsTheSignOfZero() {
    // Given
    ValueBuffer buffer = buffer("DOUBLE");
    CellWriter writer = WRITERS.of(Schema.FLOAT64_SCHEMA, ColumnType.parse("DOUBLE"));

    // When
    writer.write(-0.0, buffer);

    // Then
    assertThat(Double.doubleToRawLongBits((Double) Decoded.values(buffer)[0]))
        .isEqualTo(Double.doubleToRawLongBits(-0.0));
  }

  private static ValueBuffer buffer(String column) {
    Parameter parameter = new Parameter("c", ColumnType.parse(column), Parameter.Role.COLUMN, null);
    return new BindBatch(List.of(parameter)).table("t").column(0);
  }
}
