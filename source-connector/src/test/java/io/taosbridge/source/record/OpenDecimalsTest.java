package io.taosbridge.source.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.FakeRows;
import io.taosbridge.client.Field;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.StubConnection;
import io.taosbridge.client.error.ResultException;
import io.taosbridge.connect.CellReader;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

public class OpenDecimalsTest {

  private static final ColumnType TEXT = ColumnType.of(DataType.VARCHAR, 64);
  private static final ColumnType LENGTH = ColumnType.of(DataType.INT);
  private static final Field TIME = new Field("ts", ColumnType.of(DataType.TIMESTAMP));
  private static final Field OPEN = new Field("d", new ColumnType(DataType.DECIMAL64, 0, 0, 0));
  private static final Field CLOSED = new Field("d", ColumnType.decimal(10, 2));
  private static final TaggedTable CHILD = TaggedTable.untagged("a", "st");

  /** A connection on which the table has this DECIMAL. */
  private static OpenDecimals declaring(String name, String type) {
    return new OpenDecimals(
        new StubConnection() {
          @Override
          public QueryResult query(String sql, long requestId) {
            assertThat(sql).isEqualTo("DESCRIBE `db`.`st`");
            return new FakeRows(
                Precision.MILLISECONDS,
                List.of(TEXT, TEXT, LENGTH, TEXT),
                List.of(List.of("ts", "TIMESTAMP", 8, ""), List.of(name, type, 8, "")));
          }
        });
  }

  @Test
  void takesTheScaleThatIsDeclared() {
    // Given
    OpenDecimals decimals = declaring("d", "DECIMAL(10, 2)");

    // When
    List<Field> closed = decimals.close("db", CHILD, List.of(TIME, OPEN));

    // Then
    assertThat(closed).containsExactly(TIME, CLOSED);
  }

  @Test
  void readsTheValueByThatScale() {
    // Given
    ColumnType whole = ColumnType.decimal(10, 0);
    var block =
        FakeRows.block(
            List.of(whole, whole), List.of(List.of(new BigDecimal(125), BigDecimal.ONE)));

    // When
    Object value = CellReader.of(CLOSED.type(), Precision.MILLISECONDS).read(block.column(0), 0);

    // Then
    assertThat(value).isEqualTo(new BigDecimal("1.25"));
  }

  @Test
  void asksNobodyWhereNothingIsOpen() {
    // Given
    OpenDecimals decimals = new OpenDecimals(new StubConnection());

    // Then
    assertThat(decimals.close("db", CHILD, List.of(TIME, CLOSED))).containsExactly(TIME, CLOSED);
  }

  @Test
  void refusesToGuess() {
    // Given
    OpenDecimals renamed = declaring("other", "DECIMAL(10, 2)");
    OpenDecimals retyped = declaring("d", "DECIMAL(30, 2)");

    // Then
    for (OpenDecimals decimals : List.of(renamed, retyped)) {
      assertThatThrownBy(() -> decimals.close("db", CHILD, List.of(TIME, OPEN)))
          .isInstanceOf(ResultException.class)
          .hasMessageContaining("column d of db.st");
    }
    assertThatThrownBy(() -> OpenDecimals.requireClosed("q", List.of(OPEN)))
        .isInstanceOf(ResultException.class)
        .hasMessageContaining("column d in messages of query topic q");
  }
}
