package io.taosbridge.transport.jni;

import io.taosbridge.block.DataType;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps the library from ending this process. That of 3.3.7.5 reads at address 0 when a statement
 * writes to a table with a BLOB column that it does not bind.
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
   * @throws io.taosbridge.client.error.InterfaceException naming the column that is left out
   */
  void require(String table, List<Parameter> bound) {
    List<Row> columns;
    try (QueryResult described = query.apply("describe " + table)) {
      columns = described.fetchAll();
    } catch (TDengineException e) {
      return; // the statement itself tells what is wrong with the table
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
  }
}
