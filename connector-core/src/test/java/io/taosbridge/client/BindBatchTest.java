package io.taosbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.error.InterfaceException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of several tables, by rows, by columns, and as three arrays. */
class BindBatchTest {

  private static final List<Parameter> PARAMETERS =
      List.of(
          parameter("tbname", ColumnType.of(DataType.VARCHAR, 192), Parameter.Role.TABLE_NAME),
          parameter("g", ColumnType.of(DataType.INT), Parameter.Role.TAG),
          parameter("h", ColumnType.of(DataType.VARBINARY, 9), Parameter.Role.TAG),
          new Parameter(
              "ts",
              ColumnType.of(DataType.TIMESTAMP),
              Parameter.Role.COLUMN,
              Precision.MICROSECONDS),
          parameter("v", ColumnType.of(DataType.DOUBLE), Parameter.Role.COLUMN));

  private final BindBatch batch = new BindBatch(PARAMETERS);

  private static Parameter parameter(String name, ColumnType type, Parameter.Role role) {
    return new Parameter(name, type, role, null);
  }

  @Test
  void takesThreeArrays() {
    // When
    batch.add(
        List.of("a", "b"),
        List.of(List.of(1, new byte[] {1}), Arrays.asList(2, null)),
        List.of(
            List.of(List.of(Instant.EPOCH, 5L), Arrays.asList(1.5, null)),
            List.of(List.of(7L), List.of(2.5))));

    // Then
    assertThat(batch.tables()).extracting(BoundTable::table).containsExactly("a", "b");
    assertThat(batch.tables()).extracting(BoundTable::rows).containsExactly(2, 1);
    assertThat(batch.rows()).isEqualTo(3);
  }

  @Test
  void aTableThatIsNamedTwiceGetsTheRowsOfBoth() {
    // When
    batch.add(
        List.of("a", "a"),
        List.of(List.of(1, new byte[] {1}), List.of(1L, new byte[] {1})),
        List.of(List.of(List.of(1L), List.of(1.5)), List.of(List.of(2L), List.of(2.5))));

    // Then
    assertThat(batch.table("a").rows()).isEqualTo(2);
    assertThat(batch.table("a").tag(0).size()).isEqualTo(1);
  }

  @Test
  void aTableHasOneSetOfTags() {
    // Given
    batch.table("a").setTags(List.of(1, new byte[] {1}));

    // When, Then
    assertThatThrownBy(() -> batch.table("a").setTags(List.of(2, new byte[] {1})))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("table a")
        .hasMessageContaining("differ");
    assertThat(batch.table("a").tag(0).size()).isEqualTo(1);
  }

  @Test
  void refusesArraysOfDifferentLength() {
    assertThatThrownBy(() -> batch.add(List.of("a"), List.of(), List.of(List.of())))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("1 table names, tags of 0 and columns of 1");
    assertThatThrownBy(() -> batch.add(List.of("a"), List.of(List.of(1, new byte[0])), List.of()))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("columns of 0");
    assertThat(batch.tables()).isEmpty();
  }

  @Test
  void takesNoTagsWhereTheStatementHasNone() {
    // Given
    BindBatch untagged = new BindBatch(PARAMETERS.subList(3, 5));

    // When
    untagged.add(
        Arrays.asList((String) null), List.of(), List.of(List.of(List.of(1L), List.of(1.5))));

    // Then
    assertThat(untagged.rows()).isEqualTo(1);
    assertThatThrownBy(
            () ->
                untagged.add(
                    List.of("a"), List.of(List.of(1)), List.of(List.of(List.of(), List.of()))))
        .hasMessageContaining("no tags here");
  }

  @Test
  void namesTableParameterAndPositionOfWhatDoesNotFit() {
    assertThatThrownBy(
            () ->
                batch.add(
                    List.of("a"),
                    List.of(List.of(1, new byte[0])),
                    List.of(List.of(List.of(1L, 2L), List.of(1.5, "x")))))
        .isInstanceOf(InterfaceException.class)
        .hasMessage("table a: v[1] (DOUBLE): DOUBLE does not take text");
    assertThatThrownBy(() -> batch.table("b").setTags(List.of("x", new byte[0])))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("table b: g (INT)");
    assertThatThrownBy(() -> batch.table("b").setTags(List.of(1)))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("1 tags, but the statement has 2");
    assertThatThrownBy(() -> batch.table("b").addRow(List.of(1L, 2.5, 3)))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("3 values, but the statement has 2");
    assertThatThrownBy(() -> batch.table("b").addColumns(List.of(List.of(1L))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("1 columns, but the statement has 2");
    assertThatThrownBy(() -> batch.table("b").addColumns(List.of(List.of(1L, 2L), List.of(1.5))))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("column v has 1 values, but column ts has 2");
  }
}
