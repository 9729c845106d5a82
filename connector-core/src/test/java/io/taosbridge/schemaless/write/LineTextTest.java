package io.taosbridge.schemaless.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.Block;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineTextTest {

  private static final long TIME = 1_700_000_000_123L;
  private static final TextRules EXACT =
      new TextRules(Precision.MILLISECONDS, Precision.MILLISECONDS, Misfit.FAIL);
  private static final byte[] POINT =
      HexFormat.of().parseHex("0101000000000000000000f03f0000000000000040");

  @Test
  void writesTagsFieldsAndTime() {
    // Given
    LineText text =
        new LineText(
            "st", 0, List.of(column("v", DataType.INT, 1), column("w", DataType.BOOL, 2)), EXACT);
    String tags =
        text.tags(
            List.of(
                new TextTag("t1", ColumnType.of(DataType.INT), 5),
                new TextTag("t2", ColumnType.of(DataType.NCHAR, 8), null),
                new TextTag("t3", ColumnType.of(DataType.NCHAR, 8), "x")));

    // When
    String line = text.write(block(types(DataType.INT, DataType.BOOL), 1, true), 0, tags);

    // Then
    assertThat(line).isEqualTo("st,t1=5,t3=x v=1i32,w=true 1700000000123");
  }

  @Test
  void writesEachTypeWithItsSuffix() {
    assertThat(field(DataType.BOOL, false)).isEqualTo("false");
    assertThat(field(DataType.TINYINT, (byte) -128)).isEqualTo("-128i8");
    assertThat(field(DataType.SMALLINT, (short) -3)).isEqualTo("-3i16");
    assertThat(field(DataType.INT, 7)).isEqualTo("7i32");
    assertThat(field(DataType.BIGINT, Long.MIN_VALUE)).isEqualTo("-9223372036854775808i64");
    assertThat(field(DataType.UTINYINT, (short) 255)).isEqualTo("255u8");
    assertThat(field(DataType.USMALLINT, 65535)).isEqualTo("65535u16");
    assertThat(field(DataType.UINT, 4294967295L)).isEqualTo("4294967295u32");
    assertThat(field(DataType.UBIGINT, new BigInteger("18446744073709551615")))
        .isEqualTo("18446744073709551615u64");
    assertThat(field(DataType.FLOAT, 1.1f)).isEqualTo("1.1f32");
    assertThat(field(DataType.FLOAT, Float.MAX_VALUE)).isEqualTo("3.4028234663852886E38f32");
    assertThat(field(DataType.DOUBLE, 0.1)).isEqualTo("0.1");
    assertThat(field(DataType.DOUBLE, Double.NaN)).isEqualTo("nan");
    assertThat(field(DataType.DOUBLE, Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
    assertThat(field(DataType.VARCHAR, "a,b =\"\\")).isEqualTo("\"a,b =\\\"\\\\\"");
    assertThat(field(DataType.NCHAR, "数")).isEqualTo("L\"数\"");
    assertThat(field(DataType.VARBINARY, new byte[] {1, -1})).isEqualTo("B\"\\x01ff\"");
    assertThat(field(DataType.VARBINARY, new byte[0])).isEqualTo("B\"\"");
    assertThat(field(DataType.GEOMETRY, POINT)).isEqualTo("G\"POINT(1.0 2.0)\"");
  }

  @Test
  void convertsTypesIfTold() {
    TextRules rules = new TextRules(Precision.MILLISECONDS, Precision.NANOSECONDS, Misfit.CONVERT);

    assertThat(field(DataType.TIMESTAMP, 5L, rules)).isEqualTo("5000000i64");
    assertThat(field(DataType.BLOB, new byte[] {2}, rules)).isEqualTo("B\"\\x02\"");
    assertThat(field(ColumnType.decimal(10, 2), new BigDecimal("-1.20"), rules))
        .isEqualTo("\"-1.20\"");
  }

  @ParameterizedTest
  @EnumSource(names = {"TIMESTAMP", "DECIMAL64", "BLOB"})
  void refusesTypesThatItDoesNotHave(DataType type) {
    List<TextColumn> columns = List.of(column("odd", type, 1));

    assertThatThrownBy(() -> new LineText("st", 0, columns, EXACT))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining("odd is ")
        .hasMessageContaining("the line protocol");
  }

  @Test
  void leavesOutWhatItCannotWriteIfTold() {
    // Given
    TextRules rules = new TextRules(Precision.MILLISECONDS, Precision.MILLISECONDS, Misfit.OMIT);
    LineText text =
        new LineText(
            "st",
            0,
            List.of(
                column("odd", DataType.BLOB, 1),
                column("s", DataType.VARCHAR, 2),
                column("v", DataType.INT, 3)),
            rules);
    List<ColumnType> types = types(DataType.BLOB, DataType.VARCHAR, DataType.INT);

    // Then
    assertThat(text.write(block(types, new byte[1], "a\nb", 3), 0, ""))
        .isEqualTo("st v=3i32 1700000000123");
    assertThat(text.write(block(types, new byte[1], "a\nb", null), 0, "")).isNull();
  }

  @Test
  void refusesARowWithNothingButItsTime() {
    // Given
    LineText text = new LineText("st", 0, List.of(column("v", DataType.INT, 1)), EXACT);
    Block block = block(types(DataType.INT), (Object) null);

    // Then
    assertThatThrownBy(() -> text.write(block, 0, ""))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining("nothing but its time");
  }

  @Test
  void refusesANewline() {
    assertThatThrownBy(() -> field(DataType.VARCHAR, "a\nb"))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining("v has a character");
  }

  @Test
  void refusesAFloatThatIsNoNumber() {
    assertThatThrownBy(() -> field(DataType.FLOAT, Float.NaN))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining("v is NaN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a b,c=d\\e | a\\ b\\,c\\=d\\\\e",
        "ends\\     | ends\\\\",
        "\"q\"      | \"q\"",
      })
  void escapesTags(String value, String written) {
    // Given
    LineText text = new LineText("st", 0, List.of(column("v", DataType.INT, 1)), EXACT);

    // Then
    assertThat(text.tags(List.of(new TextTag("t", ColumnType.of(DataType.NCHAR, 9), value))))
        .isEqualTo(",t=" + written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "a\\ b", "a\\,b", "a\\=b"})
  void refusesTagsThatTDengineWouldMisread(String value) {
    // Given
    LineText text = new LineText("st", 0, List.of(column("v", DataType.INT, 1)), EXACT);
    List<TextTag> tags = List.of(new TextTag("t", ColumnType.of(DataType.NCHAR, 9), value));

    // Then
    assertThatThrownBy(() -> text.tags(tags))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining("tag t ");
  }

  @Test
  void escapesNames() {
    // Given
    LineText text = new LineText("s t,=\\", 0, List.of(column("v =,", DataType.INT, 1)), EXACT);

    // Then
    assertThat(text.write(block(types(DataType.INT), 1), 0, ""))
        .isEqualTo("s\\ t\\,=\\\\ v\\ \\=\\,=1i32 1700000000123");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#st", "", "s\nt", "s\\ t"})
  void refusesMeasurementsThatTDengineWouldMisread(String name) {
    assertThatThrownBy(() -> new LineText(name, 0, List.of(), EXACT))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining("cannot");
  }

  @ParameterizedTest
  @CsvSource({
    "MILLISECONDS, NANOSECONDS, 5, 5000000",
    "NANOSECONDS, MILLISECONDS, 5000000, 5",
    "MICROSECONDS, MICROSECONDS, 5, 5",
    "MILLISECONDS, NANOSECONDS, 9223372036854, 9223372036854000000",
  })
  void writesTheTimeInItsUnit(Precision precision, Precision unit, long time, String written) {
    assertThat(lineAt(time, new TextRules(precision, unit, Misfit.FAIL))).endsWith(" " + written);
  }

  @ParameterizedTest
  @CsvSource({
    "MICROSECONDS, MILLISECONDS, 1001, digits",
    "MILLISECONDS, NANOSECONDS, 9223372036855, 64 bits",
    "MILLISECONDS, MILLISECONDS, 0, 1970",
    "MILLISECONDS, NANOSECONDS, -1, 1970",
  })
  void refusesATimeThatWouldChange(Precision precision, Precision unit, long time, String why) {
    assertThatThrownBy(() -> lineAt(time, new TextRules(precision, unit, Misfit.FAIL)))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining(time + " " + precision.symbol())
        .hasMessageContaining(why);
    assertThat(lineAt(time, new TextRules(precision, unit, Misfit.OMIT))).isNull();
  }

  private static String lineAt(long time, TextRules rules) {
    LineText text = new LineText("st", 0, List.of(column("v", DataType.INT, 1)), rules);
    return text.write(FakeRows.block(types(DataType.INT), List.of(List.of(time, 1))), 0, "");
  }

  private static String field(DataType type, Object value) {
    return field(type, value, EXACT);
  }

  private static String field(DataType type, Object value, TextRules rules) {
    ColumnType declared = type.isVariable() ? ColumnType.of(type, 50) : ColumnType.of(type);
    return field(declared, value, rules);
  }

  private static String field(ColumnType type, Object value, TextRules rules) {
    LineText text = new LineText("st", 0, List.of(new TextColumn("v", type, 1)), rules);
    Block block = block(List.of(ColumnType.of(DataType.TIMESTAMP), type), value);
    String line = text.write(block, 0, "");
    assertThat(line).startsWith("st v=");
    return line.substring("st v=".length(), line.lastIndexOf(' '));
  }

  private static TextColumn column(String name, DataType type, int index) {
    return new TextColumn(name, ColumnType.of(type), index);
  }

  private static List<ColumnType> types(DataType... more) {
    ColumnType[] types = new ColumnType[more.length + 1];
    types[0] = ColumnType.of(DataType.TIMESTAMP);
    for (int i = 0; i < more.length; i++) {
      types[i + 1] = ColumnType.of(more[i], more[i].isVariable() ? 50 : 0);
    }
    return List.of(types);
  }

  private static Block block(List<ColumnType> types, Object... values) {
    Object[] row = new Object[values.length + 1];
    row[0] = TIME;
    System.arraycopy(values, 0, row, 1, values.length);
    return FakeRows.block(types, List.of(Arrays.asList(row)));
  }
}
