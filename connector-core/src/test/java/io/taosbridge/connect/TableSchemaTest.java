package io.taosbridge.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.Block;
import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Field;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableSchemaTest {

  @Test
  void readsColumnsAndTags() {
    // Given
    Connection connection =
        answering(
            "DESCRIBE `d b`.`St`",
            new Object[][] {
              {"ts", "TIMESTAMP", 8, ""},
              {"k", "INT", 4, "COMPOSITE KEY"},
              {"d", "DECIMAL(10, 2)", 8, ""},
              {"v", "VARCHAR", 20, ""},
              {"b", "BLOB", 5, ""},
              {"n", "NCHAR", 10, "TAG"},
              {"j", "JSON", 4095, "TAG"},
            });

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
    return new FakeConnection() {
      @Override
      public QueryResult query(String sql, long requestId) {
        throw Errors.of(code, "", requestId, Errors.Context.QUERY);
      }
    };
  }

  private static Connection answering(String expected, Object[][] rows) {
    List<ColumnType> types =
        List.of(
            ColumnType.of(DataType.VARCHAR, 64),
            ColumnType.of(DataType.VARCHAR, 20),
            ColumnType.of(DataType.INT),
            ColumnType.of(DataType.VARCHAR, 16));
    BlockBuilder builder = new BlockBuilder(types);
    for (Object[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        builder.column(i).append(row[i]);
      }
    }
    Block block = Block.wrap(builder.build(1));
    return new FakeConnection() {
      @Override
      public QueryResult query(String sql, long requestId) {
        assertThat(sql).isEqualTo(expected);
        return new Rows(block);
      }
    };
  }

  private record Rows(Block block) implements QueryResult {

    @Override
    public List<Field> fields() {
      return List.of();
    }

    @Override
    public Precision precision() {
      return Precision.MILLISECONDS;
    }

    @Override
    public Optional<Block> nextBlock() {
      return Optional.of(block);
    }

    @Override
    public Iterator<Row> iterator() {
      return fetchAll().iterator();
    }

    @Override
    public List<Row> fetchAll() {
      return IntStream.range(0, block.rows()).mapToObj(i -> new Row(block, i)).toList();
    }

    @Override
    public void close() {}
  }

  private abstract static class FakeConnection implements Connection {

    @Override
    public String serverVersion() {
      return "3.3.7.5";
    }

    @Override
    public long execute(String sql, long requestId) {
      throw new AssertionError(sql);
    }

    @Override
    public Statement prepare(String sql, StatementOptions options) {
      throw new AssertionError(sql);
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
