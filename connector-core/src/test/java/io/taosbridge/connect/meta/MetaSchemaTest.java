package io.taosbridge.connect.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetaSchemaTest {

  private static final ColumnType INT = ColumnType.of(DataType.INT);

  static Stream<MetaEvent> events() {
    MetaColumn time = MetaColumn.of("ts", ColumnType.of(DataType.TIMESTAMP));
    MetaColumn key = new MetaColumn("k", INT, true);
    MetaColumn text = MetaColumn.of("s", ColumnType.of(DataType.NCHAR, 20));
    return Stream.of(
        event(MetaEvent.Kind.CREATE_STABLE, "st", null, List.of(time, key), List.of(text)),
        new MetaEvent(
            MetaEvent.Kind.CREATE_TABLE,
            "db",
            Precision.NANOSECONDS,
            "st",
            "c1",
            List.of(),
            List.of(),
            List.of(new TagValue("s", text.type(), "x"), new TagValue("n", INT, null)),
            null,
            null),
        change(new MetaChange(MetaChange.Action.RENAME_COLUMN, MetaColumn.of("a", null), "b")),
        change(new MetaChange(MetaChange.Action.ADD_TAG, text, null)),
        change(new MetaChange(MetaChange.Action.OPTIONS, null, null)),
        new MetaEvent(
            MetaEvent.Kind.DELETE,
            "db",
            Precision.MICROSECONDS,
            null,
            "n",
            List.of(),
            List.of(),
            List.of(),
            null,
            new MetaRange(Long.MIN_VALUE, -1)));
  }

  private static MetaEvent change(MetaChange change) {
    return new MetaEvent(
        MetaEvent.Kind.ALTER_STABLE,
        "db",
        Precision.MILLISECONDS,
        "st",
        null,
        List.of(),
        List.of(),
        List.of(),
        change,
        null);
  }

  private static MetaEvent event(
      MetaEvent.Kind kind,
      String stable,
      String table,
      List<MetaColumn> columns,
      List<MetaColumn> tags) {
    return new MetaEvent(
        kind, "db", Precision.MILLISECONDS, stable, table, columns, tags, List.of(), null, null);
  }

  @ParameterizedTest
  @MethodSource("events")
  void isReadAsItWasWritten(MetaEvent event) {
    // When
    Struct struct = MetaSchema.toStruct(event);

    // Then
    struct.validate();
    assertThat(struct.schema().name()).isEqualTo(MetaSchema.NAME);
    assertThat(MetaSchema.fromStruct(struct)).isEqualTo(event);
  }

  @Test
  void refusesAnUnknownKind() {
    // Given
    Struct struct =
        MetaSchema.toStruct(event(MetaEvent.Kind.DROP_STABLE, "st", null, List.of(), List.of()));
    struct.put("kind", "explode");

    // When, Then
    assertThatThrownBy(() -> MetaSchema.fromStruct(struct))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("EXPLODE");
  }
}
