package io.taosbridge.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.FakeRows;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.StubConnection;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableSchemaTest {

  @Test
  void readsColumnsAndTags() {
    // Given
    Connection connection =
        answering(
            "DESCRIBE `d b`.`St`",
            List.of(
                List.of("ts", "TIMESTAMP", 8, ""),
                List.of("k", "INT", 4, "COMPOSITE KEY"),
                List.of("d", "DECIMAL(10, 2)", 8, ""),
                List.of("v", "VARCHAR", 20, ""),
                List.of("b", "BLOB", 5, ""),
                List.of("n", "NCHAR", 10, "TAG"),
                List.of("j", "JSON", 4095, "TAG")));

    // When
    TableSchema schema = TableSchema.read(connection, "d b", "St").orElseThrow();

    // Then
    assertThat(schema.columns())
        .containsExactly(
            new ColumnInfo("ts", ColumnType.of(DataType.TIMESTAMP), false, false),
            new ColumnInfo("k", ColumnType.of(DataType.INT), false, true),
            new ColumnInfo("d", ColumnType.decimal(10, 2), false, false),
            new ColumnInfo("v", ColumnType.of(DataType.VARCHAR, 20), false, false),
            new ColumnInfo("b", ColumnType.of(DataType.BLOB), false, false));
    assertThat(schema.tags())
        .containsExactly(
            new ColumnInfo("n", ColumnType.of(DataType.NCHAR, 10), true, false),
            new ColumnInfo("j", ColumnType.of(DataType.JSON), true, false));
  }

  @Test
  void saysThatThereIsNone() {
    // Given
    Connection connection = failing(0x2603);

    // Then
    assertThat(TableSchema.read(connection, "db", "st")).isEmpty();
  }

  @Test
  void passesOtherErrorsOn() {
    // Given
    Connection connection = failing(0x0388);

    // Then
    assertThatThrownBy(() -> TableSchema.read(connection, "db", "st"))
        .isInstanceOf(TDengineException.class);
  }

  private static Connection failing(int code) {
    return new StubConnection() {
      @Override
      public QueryResult query(String sql, long requestId) {
        throw Errors.of(code, "", requestId, Errors.Context.QUERY);
      }
    };
  }

  private static Connection answering(String expected, List<List<Object>> rows) {
    List<ColumnType> types =
        List.of(
            ColumnType.of(DataType.VARCHAR, 64),
            ColumnType.of(DataType.VARCHAR, 20),
            ColumnType.of(DataType.INT),
            ColumnType.of(DataType.VARCHAR, 16));
    return new StubConnection() {
      @Override
      public QueryResult query(String sql, long requestId) {
        assertThat(sql).isEqualTo(expected);
        return new FakeRows(Precision.MILLISECONDS, types, rows);
      }
    };
  }
}
