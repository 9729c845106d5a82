package io.taosbridge.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.Block;
import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.Column;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldSchemasTest {

  private static final BigInteger MAX_UBIGINT =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  static Stream<Arguments> everyType() {
    return Stream.of(
        values(ColumnType.of(DataType.BOOL), true, false),
        values(ColumnType.of(DataType.TINYINT), Byte.MIN_VALUE, Byte.MAX_VALUE),
        values(ColumnType.of(DataType.SMALLINT), Short.MIN_VALUE, Short.MAX_VALUE),
        values(ColumnType.of(DataType.INT), Integer.MIN_VALUE, Integer.MAX_VALUE),
        values(ColumnType.of(DataType.BIGINT), Long.MIN_VALUE, Long.MAX_VALUE),
        values(ColumnType.of(DataType.UTINYINT), (short) 0, (short) 255),
        values(ColumnType.of(DataType.USMALLINT), 0, 65_535),
        values(ColumnType.of(DataType.UINT), 0L, 4_294_967_295L),
        values(ColumnType.of(DataType.UBIGINT), BigInteger.ZERO, MAX_UBIGINT),
        values(ColumnType.of(DataType.FLOAT), 0.1f, Float.MIN_VALUE, -Float.MAX_VALUE),
        values(ColumnType.of(DataType.DOUBLE), 0.1, Double.MIN_VALUE, -Double.MAX_VALUE),
        values(ColumnType.decimal(10, 2), new BigDecimal("-12345678.90"), new BigDecimal("0.00")),
        values(
            ColumnType.decimal(38, 10), new BigDecimal("9999999999999999999999999999.9999999999")),
        values(
            ColumnType.of(DataType.VARCHAR, 40), "", "a \"quoted\" text, \u00e4\u20ac\ud83d\ude00"),
        values(ColumnType.of(DataType.NCHAR, 20), "\u4e2d\u6587", "\ud83d\ude00"),
        values(ColumnType.of(DataType.JSON), "{\"a\":1}"),
        values(ColumnType.of(DataType.VARBINARY, 20), new byte[] {0, -1, 127}, new byte[0]),
        values(ColumnType.of(DataType.GEOMETRY, 100), new byte[] {1, 1, 0, 0, 0}),
        values(ColumnType.of(DataType.BLOB), new byte[] {0, 1, 2, 3}),
        values(ColumnType.of(DataType.TIMESTAMP), -1L, 0L, 1_700_000_000_123L));
  }

  private static Arguments values(ColumnType type, Object... values) {
    return Arguments.of(type, Arrays.asList(values));
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void keepsEveryValueThroughJsonWithSchemas(ColumnType type, List<Object> values) {
    for (Precision precision : Precision.values()) {
      // Given
      Schema schema = FieldSchemas.column(type, precision);
      List<Object> written = read(type, precision, values);

      // When
      List<Object> back = new ArrayList<>();
      List<ColumnType> types = new ArrayList<>();
      for (Object value : written) {
        SchemaAndValue read = throughJson(schema, value);
        back.add(read.value());
        types.add(FieldSchemas.typeOf(read.schema()));
      }

      // Then
      assertThat(withBuffers(back)).isEqualTo(withBuffers(written));
      assertThat(types).containsOnly(type);
    }
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void readsValuesThatTheirSchemaAccepts(ColumnType type, List<Object> values) {
    for (Precision precision : Precision.values()) {
      // Given
      Schema schema = FieldSchemas.column(type, precision);

      // When
      List<Object> read = read(type, precision, values);

      // Then
      read.forEach(value -> ConnectSchema.validateValue(schema, value));
      assertThat(read).hasSize(values.size() + 1).endsWith((Object) null);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0})
  void showsThatJsonTurnsWhatIsNoFiniteNumberIntoZero(double value) {
    // Given
    Schema schema = FieldSchemas.column(ColumnType.of(DataType.DOUBLE), Precision.MILLISECONDS);

    // When
    SchemaAndValue back = throughJson(schema, value);

    // Then
    assertThat(back.value()).isEqualTo(0.0);
  }

  @ParameterizedTest
  @CsvSource({
    "MILLISECONDS, org.apache.kafka.connect.data.Timestamp, ms",
    "MICROSECONDS, io.taosbridge.time.MicroTimestamp, us",
    "NANOSECONDS, io.taosbridge.time.NanoTimestamp, ns"
  })
  void namesTheUnitOfTimestamps(Precision precision, String name, String symbol) {
    // When
    Schema schema = FieldSchemas.required(ColumnType.of(DataType.TIMESTAMP), precision);

    // Then
    assertThat(schema.name()).isEqualTo(name);
    assertThat(schema.type()).isEqualTo(Schema.Type.INT64);
    assertThat(schema.parameters()).containsEntry("tdengine.precision", symbol);
    assertThat(schema.isOptional()).isFalse();
  }

  @Test
  void marksTags() {
    // When
    Schema schema = FieldSchemas.tag(ColumnType.of(DataType.NCHAR, 8), Precision.MILLISECONDS);

    // Then
    assertThat(schema.parameters())
        .isEqualTo(Map.of("tdengine.type", "NCHAR(8)", "tdengine.tag", "true"));
    assertThat(schema.isOptional()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOLEAN | BOOL",
        "INT8 | TINYINT",
        "INT16 | SMALLINT",
        "INT32 | INT",
        "INT64 | BIGINT",
        "FLOAT32 | FLOAT",
        "FLOAT64 | DOUBLE",
        "STRING | VARCHAR(255)",
        "BYTES | VARBINARY(255)"
      })
  void findsTheNearestTypeForForeignFields(Schema.Type type, String expected) {
    // When
    ColumnType nearest = FieldSchemas.typeOf(SchemaBuilder.type(type).build());

    // Then
    assertThat(nearest.toSql()).isEqualTo(expected);
  }

  @Test
  void takesTheDigitsOfForeignDecimals() {
    // Given
    Schema told = Decimal.builder(3).parameter("connect.decimal.precision", "12").build();
    Schema untold = Decimal.schema(3);

    // Then
    assertThat(FieldSchemas.typeOf(told)).isEqualTo(ColumnType.decimal(12, 3));
    assertThat(FieldSchemas.typeOf(untold)).isEqualTo(ColumnType.decimal(38, 3));
  }

  @ParameterizedTest
  @CsvSource({"39", "-1"})
  void refusesDecimalsThatNoColumnHolds(int scale) {
    assertThatThrownBy(() -> FieldSchemas.typeOf(Decimal.schema(scale)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("fits no DECIMAL");
  }

  @ParameterizedTest
  @EnumSource(
      value = Schema.Type.class,
      names = {"STRUCT", "MAP", "ARRAY"})
  void refusesNestedFields(Schema.Type type) {
    // Given
    Schema schema =
        switch (type) {
          case MAP -> SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).build();
          case ARRAY -> SchemaBuilder.array(Schema.STRING_SCHEMA).build();
          default -> SchemaBuilder.struct().build();
        };

    // Then
    assertThatThrownBy(() -> FieldSchemas.typeOf(schema))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("flatten");
  }

  @Test
  void refusesATypeThatDoesNotExist() {
    // Given
    Schema schema = SchemaBuilder.string().parameter("tdengine.type", "TEXT(3)").build();

    // Then
    assertThatThrownBy(() -> FieldSchemas.typeOf(schema))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("tdengine.type")
        .hasMessageContaining("TEXT(3)");
  }

  /** The values, and NULL at the end, as they come out of a block. */
  private static List<Object> read(ColumnType type, Precision precision, List<Object> values) {
    BlockBuilder builder = new BlockBuilder(List.of(type));
    values.forEach(builder.column(0)::append);
    builder.column(0).appendNull();
    Column column = Block.wrap(builder.build(1)).column(0);
    CellReader reader = CellReader.of(type, precision);
    List<Object> read = new ArrayList<>();
    for (int row = 0; row <= values.size(); row++) {
      read.add(reader.read(column, row));
    }
    return read;
  }

  private static SchemaAndValue throughJson(Schema schema, Object value) {
    try (JsonConverter converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", "true"), false);
      return converter.toConnectData("t", converter.fromConnectData("t", schema, value));
    }
  }

  /** Arrays as buffers, which are equal if their bytes are. */
  private static List<Object> withBuffers(List<Object> values) {
    List<Object> changed = new ArrayList<>();
    values.forEach(
        value -> changed.add(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value));
    return changed;
  }
}
