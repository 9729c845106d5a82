package io.taosbridge.client;

import io.taosbridge.block.Block;
import io.taosbridge.block.Precision;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a query, streamed block by block and read in any mix of the ways below: each row is
 * given once. Not safe for use by several threads at once, except {@link #cancel()}.
 */
public interface QueryResult extends Iterable<Row>, AutoCloseable {

  List<Field> fields();

  default int fieldCount() {
    return fields().size();
  }

  /** The unit of every TIMESTAMP in this result. */
  Precision precision();

  /** The next block of which no row was read yet, or empty at the end. */
  Optional<Block> nextBlock();

  /** The rows not read yet. */
  @Override
  Iterator<Row> iterator();

  /** The next row, or empty at the end. */
  Optional<Row> fetchOne();

  /** The next rows: as many as asked for, or fewer at the end. */
  List<Row> fetchMany(int count);

  /** All rows not read yet. */
  List<Row> fetchAll();

  /** All rows not read yet, each as values by field name in the order of the fields. */
  List<Map<String, Object>> fetchAllMaps();

  /**
   * Ends reading, from any thread: who waits for rows gets an {@link
   * io.taosbridge.client.error.OperationalException} at once, and so does every later call but
   * {@link #close()}. What the server holds for the result is freed as by closing it.
   *
   * <p>A query that has given no result yet cannot be cancelled, for there is nothing to call this
   * on: interrupt the thread that waits for it, or close the connection. The server works on until
   * the statement ends; {@code KILL QUERY} in another connection is what stops it there.
   */
  void cancel();

  /** Frees the server's side if the result was not read to its end. */
  @Override
  void close();
}
