package io.taosbridge.transport;

import static io.taosbridge.client.error.TDengineException.CLIENT_SIDE;

import io.taosbridge.block.DataType;
import io.taosbridge.block.Utf8;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.BoundTable;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.StatementException;
import java.util.List;

/**
 * Finds the mistakes of a batch before it is sent. The server takes some of them silently, such as
 * a column too many, and its texts name neither table nor column (observed.md).
 */
final class BatchCheck {

  private static final int MAX_TABLE_NAME_BYTES = 192;

  /** What fits into one frame, in an array of bytes, beside the rest of a heap. */
  private static final long MAX_BYTES = 1L << 30;

  private BatchCheck() {}

  static void require(BindBatch batch, Prepared statement, StatementOptions options) {
    requireSame(batch.tagParameters(), statement, Parameter.Role.TAG);
    requireSame(batch.columnParameters(), statement, Parameter.Role.COLUMN);
    if (batch.byteSize() > MAX_BYTES) {
      throw Errors.misuse(
          "a batch of "
              + batch.byteSize()
              + " bytes, at most "
              + MAX_BYTES
              + " can be sent: make smaller ones");
    }
    boolean interlaced = options.equals(StatementOptions.INTERLACED) && statement.namesTables();
    boolean ordered = !interlaced && hasBlob(batch);
    batch.requireComplete();
    for (BoundTable table : batch.tables()) {
      requireName(table.table(), statement.namesTables());
      if (ordered) {
        requireOrder(table);
      }
    }
  }

  private static boolean hasBlob(BindBatch batch) {
    return batch.columnParameters().stream()
        .anyMatch(column -> column.type().type() == DataType.BLOB);
  }

  /**
   * The client library sorts rows by their times, but leaves each BLOB where it was; two rows of
   * one time even end its process. In the fast mode it does neither.
   */
  private static void requireOrder(BoundTable table) {
    boolean ordered =
        table.columns().stream()
            .filter(column -> column.type().type() == DataType.TIMESTAMP)
            .findFirst()
            .map(times -> times.isAscending(table.from(), table.to()))
            .orElse(true);
    if (!ordered) {
      throw Errors.misuse(
          "rows with a BLOB must come in the order of their times, and each time once"
              + (table.table() == null ? "" : ", which those of table " + table.table() + " do not")
              + ": sort them, or name tables by a ? with StatementOptions.INTERLACED");
    }
  }

  /** A table may have changed since the batch was made, and the statement been prepared again. */
  private static void requireSame(List<Parameter> batch, Prepared statement, Parameter.Role role) {
    List<Parameter> now =
        statement.parameters().stream().filter(parameter -> parameter.role() == role).toList();
    boolean same = now.size() == batch.size();
    for (int i = 0; same && i < now.size(); i++) {
      same =
          now.get(i).name().equals(batch.get(i).name())
              && now.get(i).type().type() == batch.get(i).type().type()
              && now.get(i).precision() == batch.get(i).precision();
    }
    if (!same) {
      throw new StatementException(
          "the batch was made for other parameters than the statement has now: make a new batch",
          CLIENT_SIDE,
          0,
          ErrorAction.REFRESH,
          null);
    }
  }

  private static void requireName(String name, boolean expected) {
    if (!expected) {
      if (name != null) {
        throw Errors.misuse("the statement names its table, so a batch must not: " + name);
      }
      return;
    }
    int length = name == null ? 0 : Utf8.length(name);
    if (length == 0 || length > MAX_TABLE_NAME_BYTES || name.indexOf('\0') >= 0) {
      throw Errors.misuse(
          "\"" + name + "\" is no table name: it takes 1 to " + MAX_TABLE_NAME_BYTES + " bytes");
    }
  }
}
