package io.taosbridge.client;

import java.util.List;

/**
 * A prepared INSERT by STMT, the predecessor of STMT2: name a table, give its tags if it is to be
 * made, bind columns, add them to the batch, and so on with other tables; then execute. One
 * statement serves any number of such rounds. Takes neither DECIMAL nor BLOB. Not safe for use by
 * several threads at once.
 *
 * <p>Values are as {@link ValueBuffer#append(Object)} takes them. One that does not fit raises an
 * {@link io.taosbridge.client.error.InterfaceException} that names its column, position and type;
 * nothing of that call is sent then, and the round goes on. After any error of the server the rows
 * added since the last execution are gone: begin the round anew, with the name of the table. The
 * statement itself can be used further.
 */
public interface LegacyStatement extends AutoCloseable {

  /** Names the table of the rows bound next; for statements whose table is a {@code ?}. */
  void setTableName(String table);

  /** Gives the tags of the table named last, in the order of their {@code ?}. */
  void setTags(List<?> values);

  /**
   * Binds rows of the table named last; {@link #addBatch()} must follow.
   *
   * @param columns for each column the values of its rows; as many values in each, of which more
   *     than 32,767 are sent in parts
   */
  void bind(List<? extends List<?>> columns);

  /** Adds the rows bound last to what the next execution writes. */
  void addBatch();

  /**
   * Writes what was added.
   *
   * @return rows affected by this execution
   */
  long execute();

  /** Rows affected by all executions so far. */
  long affectedRows();

  @Override
  void close();
}
