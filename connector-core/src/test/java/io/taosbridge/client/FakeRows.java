package io.taosbridge.client;

import io.taosbridge.block.Block;
import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.Precision;
import io.taosbridge.transport.BlockResult;
import java.util.List;
import java.util.Optional;

/** The rows of a query, all in one block. */
public final class FakeRows extends BlockResult {

  private final Block block;
  private final Precision precision;
  private boolean read;

  /**
   * @param rows values as {@link io.taosbridge.block.ColumnBuilder#append} takes them
   */
  public FakeRows(Precision precision, List<ColumnType> types, List<List<Object>> rows) {
    this.precision = precision;
    this.block = block(types, rows);
  }

  /** A block of these rows. */
  public static Block block(List<ColumnType> types, List<List<Object>> rows) {
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
  protected Optional<Block> fetch() {
    if (read) {
      return Optional.empty();
    }
    read = true;
    return Optional.of(block);
  }

  @Override
  protected void release() {}

  @Override
  protected void interruptFetch() {}
}
