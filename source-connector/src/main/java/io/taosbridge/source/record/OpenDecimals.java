package io.taosbridge.source.record;

import io.taosbridge.block.ColumnType;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Field;
import io.taosbridge.client.error.Errors;
import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.connect.TableSchema;
import java.util.List;

/**
 * The precision and scale of DECIMAL columns, which messages leave out once a table was altered:
 * 1.25 would then be read as 125.
 */
public final class OpenDecimals {

  private final Connection connection;

  public OpenDecimals(Connection connection) {
    this.connection = connection;
  }

  /**
   * The columns of a table with nothing left open.
   *
   * @throws io.taosbridge.client.error.ResultException naming a column of which TDengine does not
   *     tell it any more
   */
  public List<Field> close(String database, TaggedTable table, List<Field> columns) {
    if (columns.stream().noneMatch(OpenDecimals::isOpen)) {
      return columns;
    }
    String name = table.stable() == null ? table.name() : table.stable();
    List<ColumnInfo> declared =
        TableSchema.read(connection, database, name).map(TableSchema::columns).orElse(List.of());
    return columns.stream()
        .map(column -> isOpen(column) ? declared(column, declared, database + "." + name) : column)
        .toList();
  }

  /** Refuses columns that are left open where nobody can be asked. */
  public static List<Field> requireClosed(String topic, List<Field> columns) {
    columns.stream()
        .filter(OpenDecimals::isOpen)
        .findFirst()
        .ifPresent(
            column -> {
              throw Errors.unreadable(
                  "TDengine does not tell the scale of DECIMAL column "
                      + column.name()
                      + " in messages of query topic "
                      + topic
                      + ": subscribe to the supertable instead",
                  null);
            });
    return columns;
  }

  private static boolean isOpen(Field column) {
    ColumnType type = column.type();
    return type.type().isDecimal() && type.precision() == 0;
  }

  private static Field declared(Field column, List<ColumnInfo> declared, String table) {
    return declared.stream()
        .filter(info -> info.name().equals(column.name()))
        .filter(info -> info.type().type() == column.type().type())
        .findFirst()
        .map(info -> new Field(column.name(), info.type()))
        .orElseThrow(
            () ->
                Errors.unreadable(
                    "the scale of DECIMAL column "
                        + column.name()
                        + " of "
                        + table
                        + " is neither in the message nor known to TDengine any more: the column"
                        + " was dropped or changed after these rows were written",
                    null));
  }
}
