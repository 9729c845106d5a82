package io.taosbridge.source;

import io.taosbridge.block.Block;
import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Field;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The rows of a query, all in one block. */
final class FakeRows implements QueryResult {

  private final Block block;
  private final Precision precision;
  private boolean read;

  FakeRows(Precision precision, List<ColumnType> types, List<List<Object>> rows) {
    this.precision = precision;
    this.block = block(types, rows);
  }

  /** A block of these rows; values as {@link io.taosbridge.block.ColumnBuilder#append} has them. */
  static Block block(List<ColumnType> types, List<List<Object>> rows) {
    BlockBuilder builder = new BlockBuilder(types);
    for (List<Object> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        builder.column(i).append(row.get(i));
      }
    }
    return Block.wrap(builder.build(1));
  }

  @Override
  public List<Field> fields() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public Optional<Block> nextBlock() {
    if (read) {
      return Optional.empty();
    }
    read = true;
    return Optional.of(block);
  }

  @Override
  public Iterator<Row> iterator() {
    return fetchAll().iterator();
  }

  @Override
  public List<Row> fetchAll() {
    read = true;
    return IntStream.range(0, block.rows()).mapToObj(i -> new Row(block, i)).toList();
  }

  @Override
  public void close() {}
}
