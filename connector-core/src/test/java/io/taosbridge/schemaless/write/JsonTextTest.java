package io.taosbridge.schemaless.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.FakeRows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonTextTest {

  private static final long TIME = 1_700_000_000_123L;
  private static final String TAGS = ",\"tags\":{\"t\":1}}";
  private static final TextRules EXACT =
      new TextRules(Precision.MILLISECONDS, Precision.MILLISECONDS, Misfit.FAIL);
  private static final TextRules CONVERTING =
      new TextRules(Precision.MILLISECONDS, Precision.MILLISECONDS, Misfit.CONVERT);

  @Test
  void writesAnObjectForOneValue() {
    // Given
    JsonText text =
        new JsonText(0, List.of(new TextColumn("m\"", ColumnType.of(DataType.INT), 1)), EXACT);

    // When
    String tags =
        text.tags(
            List.of(
                new TextTag("t 1", ColumnType.of(DataType.SMALLINT), (short) 5),
                new TextTag("t2", ColumnType.of(DataType.NCHAR, 8), null),
                new TextTag("t3", ColumnType.of(DataType.VARCHAR, 8), "x\n")));

    // Then
    assertThat(text.write(FakeRows.block(types(DataType.INT), List.of(List.of(TIME, 7))), 0, tags))
        .isEqualTo(
            "{\"metric\":\"m\\\"\",\"timestamp\":{\"value\":1700000000123,\"type\":\"ms\"},"
                + "\"value\":{\"value\":7,\"type\":\"int\"},"
                + "\"tags\":{\"t 1\":{\"value\":5,\"type\":\"smallint\"},"
                + "\"t3\":{\"value\":\"x\\n\",\"type\":\"binary\"}}}");
  }

  @Test
  void writesAnArrayForSeveralValues() {
    // Given
    List<TextColumn> columns =
        List.of(
            new TextColumn("a", ColumnType.of(DataType.INT), 1),
            new TextColumn("b", ColumnType.of(DataType.BOOL), 2));
    JsonText text = new JsonText(0, columns, EXACT);

    // When
    String json =
        text.write(
            FakeRows.block(types(DataType.INT, DataType.BOOL), List.of(List.of(TIME, 7, true))),
            0,
            TAGS);

    // Then
    String time = ",\"timestamp\":{\"value\":1700000000123,\"type\":\"ms\"},\"value\":";
    assertThat(json)
        .isEqualTo(
            "[{\"metric\":\"a\""
                + time
                + "{\"value\":7,\"type\":\"int\"}"
                + TAGS
                + ",{\"metric\":\"b\""
                + time
                + "{\"value\":true,\"type\":\"bool\"}"
                + TAGS
                + "]");
  }

  @Test
  void writesEachTypeWithItsName() {
    assertThat(value(DataType.TINYINT, (byte) -1, EXACT)).isEqualTo("-1:tinyint");
    assertThat(value(DataType.BIGINT, 1L << 53, EXACT)).isEqualTo("9007199254740992:bigint");
    assertThat(value(DataType.FLOAT, 1.1f, EXACT)).isEqualTo("1.1:float");
    assertThat(value(DataType.DOUBLE, -0.0, EXACT)).isEqualTo("-0.0:double");
    assertThat(value(DataType.VARCHAR, "\"数\n", EXACT)).isEqualTo("\"\\\"数\\n\":binary");
    assertThat(value(DataType.NCHAR, "x", EXACT)).isEqualTo("\"x\":nchar");
  }

  @Test
  void convertsTypesIfTold() {
    byte[] point = HexFormat.of().parseHex("0101000000000000000000f03f0000000000000040");

    assertThat(value(DataType.UTINYINT, (short) 255, CONVERTING)).isEqualTo("255:smallint");
    assertThat(value(DataType.USMALLINT, 65535, CONVERTING)).isEqualTo("65535:int");
    assertThat(value(DataType.UINT, 4294967295L, CONVERTING)).isEqualTo("4294967295:bigint");
    assertThat(value(DataType.UBIGINT, new BigInteger("18446744073709551615"), CONVERTING))
        .isEqualTo("\"18446744073709551615\":binary");
    assertThat(value(DataType.VARBINARY, new byte[] {1}, CONVERTING))
        .isEqualTo("\"\\\\x01\":binary");
    assertThat(value(DataType.GEOMETRY, point, CONVERTING)).isEqualTo("\"POINT(1.0 2.0)\":binary");
    assertThat(value(DataType.TIMESTAMP, 5L, CONVERTING)).isEqualTo("5:bigint");
    assertThat(value(ColumnType.decimal(5, 2), new BigDecimal("1.20"), CONVERTING))
        .isEqualTo("\"1.20\":binary");
    assertThat(value(DataType.BIGINT, Long.MAX_VALUE - 1, CONVERTING))
        .isEqualTo("9223372036854775806:bigint");
    assertThat(value(DataType.VARCHAR, "a\0", CONVERTING)).isEqualTo("\"a\\u0000\":binary");
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "UTINYINT",
        "USMALLINT",
        "UINT",
        "UBIGINT",
        "VARBINARY",
        "GEOMETRY",
        "BLOB",
        "TIMESTAMP",
        "DECIMAL64"
      })
  void refusesTypesThatItDoesNotHave(DataType type) {
    List<TextColumn> columns = List.of(new TextColumn("odd", ColumnType.of(type), 1));

    assertThatThrownBy(() -> new JsonText(0, columns, EXACT))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining("odd is ");
  }

  @Test
  void refusesValuesThatTDengineWouldChange() {
    assertRefused(DataType.BIGINT, (1L << 53) + 1, "other digits");
    assertRefused(DataType.DOUBLE, Double.NaN, "NaN");
    assertRefused(DataType.FLOAT, Float.POSITIVE_INFINITY, "Infinity");
    assertRefused(DataType.NCHAR, "a\0b", "U+0000");
  }

  @Test
  void refusesATimeThatTDengineWouldChangeUnlessConverted() {
    // Given
    List<TextColumn> columns = List.of(new TextColumn("m", ColumnType.of(DataType.INT), 1));
    Precision ns = Precision.NANOSECONDS;
    long time = 1_700_000_000_123_456_789L;
    var block = FakeRows.block(types(DataType.INT), List.of(List.of(time, 1)));

    // Then
    assertThatThrownBy(
            () ->
                new JsonText(0, columns, new TextRules(ns, ns, Misfit.FAIL)).write(block, 0, TAGS))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining("the time " + time);
    assertThat(new JsonText(0, columns, new TextRules(ns, ns, Misfit.OMIT)).write(block, 0, TAGS))
        .isNull();
    assertThat(
            new JsonText(0, columns, new TextRules(ns, ns, Misfit.CONVERT)).write(block, 0, TAGS))
        .contains("{\"value\":1700000000123456789,\"type\":\"ns\"}");
  }

  @Test
  void leavesOutWhatItCannotWriteIfTold() {
    // Given
    TextRules rules = new TextRules(Precision.MILLISECONDS, Precision.MILLISECONDS, Misfit.OMIT);
    JsonText text =
        new JsonText(0, List.of(new TextColumn("m", ColumnType.of(DataType.DOUBLE), 1)), rules);

    // Then
    assertThat(
            text.write(
                FakeRows.block(types(DataType.DOUBLE), List.of(List.of(TIME, Double.NaN))),
                0,
                TAGS))
        .isNull();
    assertThat(
            text.tags(
                List.of(
                    new TextTag("a", ColumnType.of(DataType.UINT), 1L),
                    new TextTag("b", ColumnType.of(DataType.DOUBLE), Double.NaN),
                    new TextTag("c", ColumnType.of(DataType.BOOL), true))))
        .isEqualTo(",\"tags\":{\"c\":{\"value\":true,\"type\":\"bool\"}}}");
  }

  @Test
  void needsATag() {
    assertThatThrownBy(() -> new JsonText(0, List.of(), EXACT).tags(List.of()))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining("needs a tag");
  }

  private static void assertRefused(DataType type, Object value, String why) {
    assertThatThrownBy(() -> value(type, value, EXACT))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining("m")
        .hasMessageContaining(why);
  }

  private static String value(DataType type, Object value, TextRules rules) {
    return value(type.isVariable() ? ColumnType.of(type, 50) : ColumnType.of(type), value, rules);
  }

  /** Value and type, without what is around them. */
  private static String value(ColumnType type, Object value, TextRules rules) {
    JsonText text = new JsonText(0, List.of(new TextColumn("m", type, 1)), rules);
    String json =
        text.write(
            FakeRows.block(
                List.of(ColumnType.of(DataType.TIMESTAMP), type),
                List.of(Arrays.asList(TIME, value))),
            0,
            TAGS);
    String start = "\"ms\"},\"value\":{\"value\":";
    int from = json.indexOf(start) + start.length();
    return json.substring(from, json.indexOf("\"}" + TAGS)).replace(",\"type\":\"", ":");
  }

  private static List<ColumnType> types(DataType... more) {
    ColumnType[] types = new ColumnType[more.length + 1];
    types[0] = ColumnType.of(DataType.TIMESTAMP);
    for (int i = 0; i < more.length; i++) {
      types[i + 1] = ColumnType.of(more[i], more[i].isVariable() ? 50 : 0);
    }
    return List.of(types);
  }
}
