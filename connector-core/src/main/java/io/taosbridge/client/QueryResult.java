package io.taosbridge.client;

import io.taosbridge.block.Block;
import io.taosbridge.block.Precision;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a query, streamed block by block: read either by {@link #nextBlock()} or by iterating
 * over rows. Not safe for use by several threads at once.
 */
public interface QueryResult extends Iterable<Row>, AutoCloseable {

  List<Field> fields();

  /** The unit of every TIMESTAMP in this result. */
  Precision precision();

  /** The next block of rows, or empty at the end. */
  Optional<Block> nextBlock();

  /** The rows not read yet. May be called once. */
  @Override
  Iterator<Row> iterator();

  /** All rows not read yet. */
  List<Row> fetchAll();

  /** Frees the server's side if the result was not read to its end. */
  @Override
  void close();
}
