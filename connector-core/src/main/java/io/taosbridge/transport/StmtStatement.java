package io.taosbridge.transport;

import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.LegacyStatement;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import java.util.List;
import java.util.function.Supplier;

/**
 * A statement by STMT, whatever carries its calls (stmt2.md, section 8). After any error the
 * server's statement is closed and the next call opens another.
 *
 * <p>With USING, an execution ends the process of the client library if a table other than the
 * first one had its rows bound without tags, in the same execution or in one before. Hence tags are
 * asked for, and a table named after an execution gets a statement of its own. Threads that use a
 * statement at once, though they should not, take turns.
 *
 * @param <S> the server's statement
 * @param <R> tags, or rows of one table, in the form in which they are sent
 */
public abstract class StmtStatement<S, R> implements LegacyStatement {

  private final String sql;
  private final InsertTags inText;

  private S current;
  private List<Parameter> columns = List.of();
  private boolean tagged;
  private boolean bound;
  private boolean added;
  private boolean executed;
  private boolean closed;
  private long affectedRows;

  protected StmtStatement(String sql) {
    this.sql = sql;
    this.inText = InsertTags.of(sql);
  }

  /** Makes a statement on the server. */
  protected abstract S init();

  /** Prepares it, and returns whether it is an INSERT. */
  protected abstract boolean prepare(S statement, String text);

  protected abstract void nameTable(S statement, String table);

  protected abstract List<Parameter> tagFields(S statement);

  protected abstract List<Parameter> columnFields(S statement);

  /**
   * Brings tags into the form in which they are sent.
   *
   * @param unit of every TIMESTAMP; null if it is not known
   * @throws io.taosbridge.client.error.InterfaceException naming what does not fit
   */
  protected abstract R encodeTags(List<Parameter> fields, List<?> values, Precision unit);

  /**
   * Brings rows into the form in which they are sent, in as many parts as needed.
   *
   * @param values for each field as many
   * @param unit of every TIMESTAMP; null if it is not known
   * @throws io.taosbridge.client.error.InterfaceException naming what does not fit
   */
  protected abstract List<R> encodeRows(
      List<Parameter> fields, List<? extends List<?>> values, Precision unit);

  protected abstract void sendTags(S statement, R tags);

  protected abstract void sendRows(S statement, R rows);

  protected abstract void addBatch(S statement);

  /** Executes, and returns the rows affected by this execution. */
  protected abstract long execute(S statement);

  /** Closes the server's statement. */
  protected abstract void release(S statement);

  /** Opens the server's statement unless it is open. To be called once by whoever makes this. */
  protected final synchronized S open() {
    if (closed) {
      throw Errors.misuse("the statement is closed");
    }
    if (current == null) {
      current = init();
      boolean insert = orDiscard(() -> prepare(current, sql));
      if (!insert) {
        discard();
        throw Errors.invalid("STMT is here for INSERT, which the server does not see in: " + sql);
      }
    }
    return current;
  }

  @Override
  public synchronized void setTableName(String table) {
    requireAdded();
    if (executed) {
      discard();
    }
    S statement = open();
    if (added && inText.areLiteral()) {
      throw Errors.misuse("with tags in the SQL text, execute before naming another table");
    }
    columns = List.of();
    tagged = false;
    orDiscard(() -> nameTable(statement, table));
  }

  @Override
  public synchronized void setTags(List<?> values) {
    requireAdded();
    S statement = open();
    if (!inText.parameters()) {
      throw Errors.misuse("the statement has no ? for tags");
    }
    List<Parameter> fields = supported(orDiscard(() -> tagFields(statement)));
    requireCount("tags", values.size(), fields.size());
    boolean timed = fields.stream().anyMatch(tag -> tag.type().type() == DataType.TIMESTAMP);
    R tags = encodeTags(fields, values, timed ? unit(statement) : null);
    orDiscard(() -> sendTags(statement, tags));
    tagged = true;
  }

  @Override
  public synchronized void bind(List<? extends List<?>> values) {
    requireAdded();
    S statement = open();
    if (inText.parameters() && !tagged) {
      throw Errors.misuse("the tags of the table are missing: call setTags before binding rows");
    }
    Precision unit = unit(statement);
    requireCount("columns", values.size(), columns.size());
    requireSameRows(values);
    for (R part : encodeRows(columns, values, unit)) {
      if (bound) {
        addBatch();
      }
      orDiscard(() -> sendRows(statement, part));
      bound = true;
    }
  }

  private void requireSameRows(List<? extends List<?>> values) {
    int rows = values.get(0).size();
    if (rows == 0) {
      throw Errors.invalid("there are no rows to bind");
    }
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).size() != rows) {
        throw Errors.invalid(
            String.format(
                "column %s has %d values, but column %s has %d",
                columns.get(i).name(), values.get(i).size(), columns.get(0).name(), rows));
      }
    }
  }

  @Override
  public synchronized void addBatch() {
    if (!bound) {
      throw Errors.misuse("no rows were bound since the last addBatch");
    }
    orDiscard(() -> addBatch(current));
    bound = false;
    added = true;
  }

  @Override
  public synchronized long execute() {
    requireAdded();
    if (!added) {
      throw Errors.misuse("there is nothing to execute: bind rows and call addBatch before");
    }
    long affected = orDiscard(() -> execute(current));
    added = false;
    executed = true;
    affectedRows += affected;
    return affected;
  }

  @Override
  public long affectedRows() {
    return affectedRows;
  }

  private void requireAdded() {
    if (bound) {
      throw Errors.misuse("rows were bound and not added: call addBatch before anything else");
    }
  }

  private static void requireCount(String what, int given, int expected) {
    if (given != expected) {
      throw Errors.invalid(given + " " + what + ", but the statement has " + expected);
    }
  }

  /** The unit of the database's timestamps, which the server tells of the first column only. */
  private Precision unit(S statement) {
    if (columns.isEmpty()) {
      columns = supported(orDiscard(() -> columnFields(statement)));
    }
    return columns.isEmpty() ? null : columns.get(0).precision();
  }

  private static List<Parameter> supported(List<Parameter> fields) {
    for (Parameter field : fields) {
      DataType type = field.type().type();
      if (type.isDecimal() || type == DataType.BLOB || type == DataType.MEDIUMBLOB) {
        throw Errors.invalid(
            "STMT does not take " + field.name() + ", a " + type.sqlName() + ": use prepare()");
      }
    }
    return fields;
  }

  private void orDiscard(Runnable call) {
    orDiscard(
        () -> {
          call.run();
          return null;
        });
  }

  private <T> T orDiscard(Supplier<T> call) {
    try {
      return call.get();
    } catch (TDengineException e) {
      discard();
      throw e;
    }
  }

  private void discard() {
    if (current != null) {
      release(current);
      current = null;
    }
    columns = List.of();
    tagged = false;
    bound = false;
    added = false;
    executed = false;
  }

  @Override
  public synchronized void close() {
    closed = true;
    discard();
  }
}
