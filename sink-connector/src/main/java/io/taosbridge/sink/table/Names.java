package io.taosbridge.sink.table;

import io.taosbridge.connect.Sql;
import io.taosbridge.sink.record.BadRecordException;
import java.nio.charset.StandardCharsets;

/**
 * Names that come from records. TDengine takes no dot in the name of a database or table: it
 * becomes an underscore, as in the schemaless protocols. A name that is too long is refused, since
 * a part of it could be that of another table.
 */
public final class Names {

  private static final int MAX_DATABASE = 64;
  private static final int MAX_TABLE = 192;
  private static final int MAX_COLUMN = 64;

  private Names() {}

  /**
   * The name as a database may have it.
   *
   * @throws BadRecordException if there is none
   */
  public static String database(String name) {
    return checked("database", name.replace('.', '_'), MAX_DATABASE);
  }

  /** The name as a supertable or child table may have it. */
  public static String table(String name) {
    return checked("table", name.indexOf('.') < 0 ? name : name.replace('.', '_'), MAX_TABLE);
  }

  /** The name of a column or tag, in backquotes. */
  public static String quotedColumn(String name) {
    return quote(checked("column", name, MAX_COLUMN));
  }

  /** The name in backquotes. */
  static String quote(String name) {
    try {
      return Sql.quote(name);
    } catch (IllegalArgumentException e) {
      throw new BadRecordException(e.getMessage(), e);
    }
  }

  private static String checked(String kind, String name, int max) {
    boolean fits =
        (long) name.length() * 3 <= max || name.getBytes(StandardCharsets.UTF_8).length <= max;
    if (!fits) {
      throw new BadRecordException(
          String.format(
              "the name of a %s has at most %d bytes, too few for \"%s\"", kind, max, name));
    }
    if (name.isEmpty() || name.indexOf('`') >= 0 || name.indexOf('\0') >= 0) {
      throw new BadRecordException("\"" + name + "\" cannot be the name of a " + kind);
    }
    return name;
  }
}
