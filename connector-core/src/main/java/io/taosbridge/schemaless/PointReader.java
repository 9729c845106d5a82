package io.taosbridge.schemaless;

import io.taosbridge.block.Precision;
import io.taosbridge.client.SchemalessPrecision;
import io.taosbridge.client.SchemalessProtocol;

/**
 * Reads the points of schemaless text. Remembers the tables and shapes that it met, so one reader
 * is used for all that goes to one database; by one thread.
 */
public abstract class PointReader {

  final Times times;
  final ChildTables tables;

  /** Takes what was read, in the order of the text. */
  public interface Receiver {

    void point(Point point);

    /**
     * @param line which line it is, or which point of a JSON text, counted from 1
     * @param reason why it is no point
     */
    void bad(int line, String reason);
  }

  /**
   * @param unit what the times of lines count; telnet and JSON tell it themselves
   * @param target precision of the database
   */
  PointReader(SchemalessPrecision unit, Precision target, TableNaming naming) {
    times = new Times(unit, target);
    tables = new ChildTables(naming);
  }

  /**
   * @param unit what the times of lines count; telnet and JSON tell it themselves
   * @param target precision of the database that the points go to
   */
  public static PointReader of(
      SchemalessProtocol protocol, SchemalessPrecision unit, Precision target, TableNaming naming) {
    return switch (protocol) {
      case LINE -> new LineReader(unit, target, naming);
      case TELNET -> new TelnetReader(unit, target, naming);
      case JSON -> new JsonReader(unit, target, naming);
    };
  }

  /**
   * Reads a text; a bad point harms no other.
   *
   * @param text has it in UTF-8, from the first byte on
   * @param length its bytes
   * @param timeIfNone the time of points without one, in the precision of the database
   * @param cells takes the values of the points
   */
  public final void read(byte[] text, int length, long timeIfNone, Cells cells, Receiver to) {
    tables.bound();
    readAll(text, length, timeIfNone, cells, to);
  }

  abstract void readAll(byte[] text, int length, long timeIfNone, Cells cells, Receiver to);
}
