package io.taosbridge.schemaless;

import io.taosbridge.block.Precision;
import io.taosbridge.client.SchemalessPrecision;

/** Reads text that has a point in each line. */
abstract class LinesReader extends PointReader {

  final Value value = new Value();

  LinesReader(SchemalessPrecision unit, Precision target, TableNaming naming) {
    super(unit, target, naming);
  }

  /**
   * Reads one line.
   *
   * @param from where its first character stands that is no blank
   * @throws BadPointException if it is no point
   */
  abstract Point point(byte[] text, int from, int to, int number, long timeIfNone, Cells cells);

  abstract boolean isComment(byte[] text, int from);

  @Override
  final void readAll(byte[] text, int length, long timeIfNone, Cells cells, Receiver receiver) {
    int from = 0;
    for (int number = 1; from < length; number++) {
      int end = Bytes.indexOf(text, from, length, '\n');
      int to = end > from && text[end - 1] == '\r' ? end - 1 : end;
      int start = skipBlanks(text, from, to);
      if (start < to && !isComment(text, from)) {
        read(text, start, to, number, timeIfNone, cells, receiver);
      }
      from = end + 1;
    }
  }

  private void read(
      byte[] text, int from, int to, int number, long timeIfNone, Cells cells, Receiver receiver) {
    Point point;
    try {
      point = point(text, from, to, number, timeIfNone, cells);
    } catch (BadPointException e) {
      receiver.bad(number, e.getMessage());
      return;
    }
    receiver.point(point);
  }

  static int skipBlanks(byte[] text, int from, int to) {
    int at = from;
    while (at < to && text[at] == ' ') {
      at++;
    }
    return at;
  }
}
