package io.taosbridge.transport.jni;

import io.taosbridge.block.DataType;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.transport.TableRows;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps the library from ending this process. That of 3.3.7.5 reads at address 0 when a statement
 * writes to a table with a BLOB column that it does not bind, and somewhere when a bind in normal
 * mode has BLOBs in rows that are not in the order of time, or twice for one time.
 *
 * @param query runs a query on the statement's connection
 */
record BlobGuard(Function<String, QueryResult> query) {

  private static final String NAME_PART = "(?:`[^`]+`|[\\p{L}\\p{N}_]+)";
  private static final String NAME = NAME_PART + "(?:\\s*\\.\\s*" + NAME_PART + ")?";
  private static final Pattern TARGET =
      Pattern.compile(
          "(?is)\\s*insert\\s+into\\s+(\\?|" + NAME + ")(?:\\s*using\\s+(" + NAME + "))?.*");

  /** The table whose columns a statement writes, as SQL; empty if the SQL does not tell. */
  static Optional<String> target(String sql) {
    Matcher matcher = TARGET.matcher(sql);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String table = matcher.group(2) == null ? matcher.group(1) : matcher.group(2);
    return table.equals("?") ? Optional.empty() : Optional.of(table);
  }

  /**
   * Checks that a statement binds every BLOB of its table.
   *
   * @param table as SQL
   * @return the name of the column that holds the time of a row, if the table has a BLOB
   * @throws io.taosbridge.client.error.InterfaceException naming the column that is left out
   */
  Optional<String> require(String table, List<Parameter> bound) {
    List<Row> columns;
    try (QueryResult described = query.apply("describe " + table)) {
      columns = described.fetchAll();
    } catch (TDengineException e) {
      return Optional.empty(); // the statement itself tells what is wrong with the table
    }
    List<String> blobs =
        columns.stream()
            .filter(column -> column.getString(1).equals(DataType.BLOB.sqlName()))
            .map(column -> column.getString(0))
            .toList();
    for (String blob : blobs) {
      if (bound.stream().noneMatch(parameter -> parameter.name().equals(blob))) {
        throw Errors.invalid(
            "table "
                + table
                + " has the BLOB column "
                + blob
                + ", which the statement leaves out: TDengine's client library would end this"
                + " process; bind it, too, by prepare(), if only to null");
      }
    }
    return blobs.isEmpty() ? Optional.empty() : Optional.of(columns.get(0).getString(0));
  }

  /**
   * Checks that rows are in the order of time, once for each.
   *
   * @param times of the rows, as TIMESTAMP
   * @throws io.taosbridge.client.error.OperationalException if they are not
   */
  static void requireOrder(ValueBuffer times, TableRows rows) {
    ByteBuffer values =
        ByteBuffer.allocate(times.valueBytes(rows.from(), rows.to()))
            .order(ByteOrder.LITTLE_ENDIAN);
    times.writeValues(values, rows.from(), rows.to());
    LongBuffer longs = values.flip().asLongBuffer();
    for (int i = 1; i < longs.limit(); i++) {
      if (longs.get(i) <= longs.get(i - 1)) {
        throw Errors.misuse(
            "rows with a BLOB are not in the order of time, or two have the same: TDengine's"
                + " client library would end this process; sort them, or prepare with"
                + " StatementOptions.INTERLACED");
      }
    }
  }
}
