package io.taosbridge.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks whose bytes are known from outside this project, read and written. */
class BlockExamplesTest {

  private static final String TIMES_INTS_TEXTS =
      """
      01 00 00 00 5e 00 00 00 02 00 00 00 03 00 00 00 00 00 00 80 00 00 00 00 00 00 00 00
      09 08 00 00 00 04 04 00 00 00 08 0c 00 00 00 10 00 00 00 08 00 00 00 04 00 00 00
      00 00 68 e5 cf 8b 01 00 00 f4 69 e5 cf 8b 01 00 00
      40 fe ff ff ff 00 00 00 00
      00 00 00 00 ff ff ff ff 02 00 61 62 00
      """;

  private static final String NCHAR_DECIMALS_BOOL_BLOB =
      """
      01 00 00 00 7f 00 00 00 01 00 00 00 05 00 00 00 00 00 00 80 00 00 00 00 00 00 00 00
      0a 16 00 00 00 15 02 0a 00 08 11 04 1e 00 10 01 01 00 00 00 12 05 00 00 00
      0a 00 00 00 08 00 00 00 10 00 00 00 01 00 00 00 07 00 00 00
      00 00 00 00 08 00 6e 00 00 00 e9 00 00 00
      00 e6 fb ff ff ff ff ff ff
      00 35 bb bd 8e 89 b1 49 bd 62 fd ff ff ff ff ff ff
      00 01
      00 00 00 00 03 00 00 00 de ad be 00
      """;

  private static final String GEOMETRY_BINARY_JSON_UNSIGNED =
      """
      01 00 00 00 8c 00 00 00 01 00 00 00 05 00 00 00 00 00 00 80 00 00 00 00 00 00 00 00
      09 08 00 00 00 14 66 00 00 00 10 0c 00 00 00 0f 00 40 00 00 0e 08 00 00 00
      08 00 00 00 17 00 00 00 04 00 00 00 09 00 00 00 08 00 00 00
      00 01 00 00 00 00 00 00 00
      00 00 00 00 15 00 01 01 00 00 00 00 00 00 00 00 00 f0 3f 00 00 00 00 00 00 00 40
      00 00 00 00 02 00 00 ff
      00 00 00 00 07 00 7b 22 6b 22 3a 31 7d
      00 ff ff ff ff ff ff ff ff 00
      """;

  private static final String TEN_ROWS =
      """
      01 00 00 00 ab 00 00 00 0a 00 00 00 02 00 00 00 00 00 00 80 00 00 00 00 00 00 00 00
      09 08 00 00 00 06 04 00 00 00 50 00 00 00 28 00 00 00
      00 00
      00 40 1e 18 24 0a 06 00 01 40 1e 18 24 0a 06 00 02 40 1e 18 24 0a 06 00
      03 40 1e 18 24 0a 06 00 04 40 1e 18 24 0a 06 00 05 40 1e 18 24 0a 06 00
      06 40 1e 18 24 0a 06 00 07 40 1e 18 24 0a 06 00 08 40 1e 18 24 0a 06 00
      09 40 1e 18 24 0a 06 00
      40 80
      00 00 c0 3f 00 00 00 00 00 00 c0 3f 00 00 c0 3f 00 00 c0 3f
      00 00 c0 3f 00 00 c0 3f 00 00 c0 3f 00 00 00 00 00 00 c0 3f
      00
      """;

  private static final byte[] POINT =
      HexFormat.of().parseHex("0101000000000000000000f03f0000000000000040");

  @Test
  void readsTimestampsIntegersAndTexts() {
    // Given
    ByteBuffer bytes = bytes(TIMES_INTS_TEXTS);

    // When
    Block block = Block.wrap(bytes);

    // Then
    assertThat(block.rows()).isEqualTo(2);
    assertThat(block.byteLength()).isEqualTo(94);
    assertThat(row(block, 0)).containsExactly(1700000000000L, -2, "ab");
    assertThat(row(block, 1)).containsExactly(1700000000500L, null, null);
    assertThat(block.column(2).type()).isEqualTo(ColumnType.of(DataType.VARCHAR, 10));
  }

  @Test
  void writesTimestampsIntegersAndTexts() {
    // Given
    BlockBuilder builder =
        new BlockBuilder(
            List.of(
                ColumnType.of(DataType.TIMESTAMP),
                ColumnType.of(DataType.INT),
                ColumnType.of(DataType.VARCHAR, 10)));

    // When
    append(builder, 1700000000000L, -2, "ab");
    append(builder, 1700000000500L, null, null);

    // Then
    assertThat(builder.build(1)).isEqualTo(bytes(TIMES_INTS_TEXTS));
  }

  @Test
  void readsAndWritesNcharDecimalsBoolAndBlob() {
    // Given
    Object[] values = {
      "né",
      new BigDecimal("-10.50"),
      new BigDecimal("-1234567890123456789.0123"),
      true,
      HexFormat.of().parseHex("deadbe")
    };
    BlockBuilder builder =
        new BlockBuilder(
            List.of(
                ColumnType.of(DataType.NCHAR, 5),
                ColumnType.decimal(10, 2),
                ColumnType.decimal(30, 4),
                ColumnType.of(DataType.BOOL),
                ColumnType.of(DataType.BLOB)));

    // When
    append(builder, values);
    Block block = Block.wrap(bytes(NCHAR_DECIMALS_BOOL_BLOB));

    // Then
    assertThat(builder.build(1)).isEqualTo(bytes(NCHAR_DECIMALS_BOOL_BLOB));
    assertThat(row(block, 0)).containsExactly(values);
    assertThat(block.column(1).type()).isEqualTo(ColumnType.decimal(10, 2));
    assertThat(block.column(2).type()).isEqualTo(ColumnType.decimal(30, 4));
  }

  @Test
  void readsAndWritesGeometryBinaryJsonAndTheLargestUnsigned() {
    // Given
    Object[] values = {
      1L, POINT, new byte[] {0, (byte) 0xff}, "{\"k\":1}", new BigInteger("18446744073709551615")
    };
    BlockBuilder builder =
        new BlockBuilder(
            List.of(
                ColumnType.of(DataType.TIMESTAMP),
                ColumnType.of(DataType.GEOMETRY, 100),
                ColumnType.of(DataType.VARBINARY, 10),
                ColumnType.of(DataType.JSON),
                ColumnType.of(DataType.UBIGINT)));

    // When
    append(builder, values);
    Block block = Block.wrap(bytes(GEOMETRY_BINARY_JSON_UNSIGNED));

    // Then
    assertThat(builder.build(1)).isEqualTo(bytes(GEOMETRY_BINARY_JSON_UNSIGNED));
    assertThat(row(block, 0)).containsExactly(values);
  }

  @Test
  void findsNullsInASecondByteOfTheBitmap() {
    // Given
    BlockBuilder builder =
        new BlockBuilder(List.of(ColumnType.of(DataType.TIMESTAMP), ColumnType.of(DataType.FLOAT)));

    // When
    for (int row = 0; row < 10; row++) {
      append(builder, 1700000000000000L + row, row == 1 || row == 8 ? null : (Object) 1.5f);
    }

    // Then
    ByteBuffer bytes = builder.build(1);
    assertThat(bytes).isEqualTo(bytes(TEN_ROWS));
    Block block = Block.wrap(bytes);
    for (int row = 0; row < 10; row++) {
      assertThat(row(block, row))
          .containsExactly(1700000000000000L + row, row == 1 || row == 8 ? null : (Object) 1.5f);
    }
  }

  @Test
  void readsABlockOfAnOldServerWithoutTrailingByte() {
    // Given
    ByteBuffer bytes = bytes(TIMES_INTS_TEXTS).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(4, 93).limit(93);

    // When
    Block block = Block.wrap(bytes);

    // Then
    assertThat(row(block, 0)).containsExactly(1700000000000L, -2, "ab");
  }

  static List<Arguments> contradictions() {
    return List.of(
        Arguments.of(0, 3, "block version 3"),
        Arguments.of(0, 0x01000000, "block version"),
        Arguments.of(4, 95, "says it has 95"),
        Arguments.of(4, 92, "ends at 93"),
        Arguments.of(8, -1, "negative number of rows"),
        Arguments.of(8, Integer.MAX_VALUE, "bytes for 2147483647 rows|ends at"),
        Arguments.of(12, -1, "-1 columns"),
        Arguments.of(12, 4000, "no room for 4000 columns"),
        Arguments.of(12, 0, "2 rows without a column"),
        Arguments.of(0x2b, 15, "column 0 of type TIMESTAMP has 15 bytes"),
        Arguments.of(0x33, 3, "row 0 has 2 bytes|columns up to 92"),
        Arguments.of(0x33, -1, "column 2 has -1 bytes"));
  }

  @ParameterizedTest
  @MethodSource("contradictions")
  void saysWhatContradictsItself(int position, int value, String complaint) {
    // Given
    ByteBuffer bytes = bytes(TIMES_INTS_TEXTS).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(position, value);

    // When, Then
    assertThatThrownBy(() -> row(Block.wrap(bytes), 0))
        .isInstanceOf(MalformedBlockException.class)
        .message()
        .containsPattern(complaint);
  }

  static Object[] row(Block block, int row) {
    Object[] values = new Object[block.columnCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = block.column(i).getObject(row);
    }
    return values;
  }

  static void append(BlockBuilder builder, Object... values) {
    for (int i = 0; i < values.length; i++) {
      builder.column(i).append(values[i]);
    }
  }

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
  }
}
