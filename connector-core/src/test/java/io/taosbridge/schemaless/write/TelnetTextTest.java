package io.taosbridge.schemaless.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.Block;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.FakeRows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelnetTextTest {

  private static final List<ColumnType> TYPES =
      List.of(
          ColumnType.of(DataType.TIMESTAMP),
          ColumnType.of(DataType.INT),
          ColumnType.of(DataType.VARCHAR, 20));
  private static final List<TextColumn> COLUMNS =
      List.of(new TextColumn("m.v", TYPES.get(1), 1), new TextColumn("m.s", TYPES.get(2), 2));
  private static final long TIME = 1_700_000_000_123L;

  private final TelnetText text = new TelnetText(0, COLUMNS, Precision.MILLISECONDS, Misfit.FAIL);
  private final TelnetText lenient =
      new TelnetText(0, COLUMNS, Precision.MILLISECONDS, Misfit.OMIT);

  @Test
  void writesALineForEachValue() {
    // When
    String tags = text.tags(List.of(tag("a,\\\""), new TextTag("n", TYPES.get(1), null)));

    // Then
    assertThat(text.write(row(TIME, 5, "a\"=\\b"), 0, tags))
        .isEqualTo("m.v 1700000000123 5i32 t=a,\\\"\nm.s 1700000000123 \"a\"=\\b\" t=a,\\\"");
    assertThat(text.write(row(TIME, null, ""), 0, tags))
        .isEqualTo("m.s 1700000000123 \"\" t=a,\\\"");
  }

  @Test
  void leavesOutWhatItCannotWriteIfTold() {
    assertThat(lenient.write(row(TIME, 5, "a b"), 0, " t=1"))
        .isEqualTo("m.v 1700000000123 5i32 t=1");
    assertThat(lenient.write(row(TIME, null, "a b"), 0, " t=1")).isNull();
    assertThat(lenient.write(row(TIME, null, null), 0, " t=1")).isNull();
    assertThat(lenient.tags(List.of(tag("a b"), new TextTag("u", TYPES.get(1), 1))))
        .isEqualTo(" u=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\nb"})
  void refusesTextThatEndsTheValue(String value) {
    assertThatThrownBy(() -> text.write(row(TIME, 5, value), 0, " t=1"))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining("m.s has a character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a=b", "a\nb"})
  void refusesTagsThatEndTooEarly(String value) {
    assertThatThrownBy(() -> text.tags(List.of(tag(value))))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining("tag t ");
  }

  @Test
  void needsATag() {
    assertThatThrownBy(() -> text.tags(List.of()))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining("needs a tag");
  }

  @Test
  void refusesNamesThatEndTooEarly() {
    List<TextColumn> columns = List.of(new TextColumn("a b", TYPES.get(1), 1));

    assertThatThrownBy(() -> new TelnetText(0, columns, Precision.MILLISECONDS, Misfit.OMIT))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining("metric \"a b\"");
    assertThatThrownBy(() -> text.tags(List.of(new TextTag("a=b", TYPES.get(1), 1))))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining("tag \"a=b\"");
  }

  @ParameterizedTest
  @CsvSource({
    "MILLISECONDS, 999999999999, 13 digits",
    "MILLISECONDS, 10000000000000, 13 digits",
    "MICROSECONDS, 1700000000123001, digits that ms cannot hold",
    "MILLISECONDS, 0, 1970",
  })
  void refusesATimeThatItCannotTell(Precision precision, long time, String why) {
    // Given
    TelnetText strict = new TelnetText(0, COLUMNS, precision, Misfit.FAIL);
    TelnetText omitting = new TelnetText(0, COLUMNS, precision, Misfit.OMIT);

    // Then
    assertThatThrownBy(() -> strict.write(row(time, 5, ""), 0, " t=1"))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining(why);
    assertThat(omitting.write(row(time, 5, ""), 0, " t=1")).isNull();
  }

  @Test
  void refusesAGeometryUnlessConverted() {
    // Given
    ColumnType geometry = ColumnType.of(DataType.GEOMETRY, 50);
    List<TextColumn> columns = List.of(new TextColumn("m", geometry, 1));

    // Then
    assertThatThrownBy(() -> new TelnetText(0, columns, Precision.MILLISECONDS, Misfit.FAIL))
        .isInstanceOf(UnwritableException.class)
        .hasMessageContaining("m is GEOMETRY(50)");
    Block block =
        FakeRows.block(List.of(TYPES.get(0), geometry), List.of(List.of(TIME, new byte[] {1, 2})));
    assertThat(
            new TelnetText(0, columns, Precision.MILLISECONDS, Misfit.CONVERT)
                .write(block, 0, " t=1"))
        .isEqualTo("m 1700000000123 B\"\\x0102\" t=1");
  }

  private static TextTag tag(String value) {
    return new TextTag("t", ColumnType.of(DataType.NCHAR, 20), value);
  }

  private static Block row(Object... values) {
    return FakeRows.block(TYPES, List.of(Arrays.asList(values)));
  }
}
