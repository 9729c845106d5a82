package io.taosbridge.schemaless;

import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.SchemalessPrecision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads InfluxDB's line protocol (schemaless.md, section 3): {@code measurement[,tag=value...]
 * field=value[,field=value...] [timestamp]}.
 */
final class LineReader extends LinesReader {

  LineReader(SchemalessPrecision unit, Precision target, TableNaming naming) {
    super(unit, target, naming);
  }

  @Override
  boolean isComment(byte[] text, int from) {
    return text[from] == '#';
  }

  @Override
  Point point(byte[] text, int from, int to, int number, long timeIfNone, Cells cells) {
    int endOfTags = endOf(' ', text, from, from, to);
    ChildTable table = tables.find(text, from, endOfTags);
    if (table == null) {
      table = table(text, from, endOfTags);
    }
    int at = skipBlanks(text, endOfTags, to);
    Shape shape = table.supertable().root();
    int first = cells.size();
    while (at < to && text[at] != ' ') {
      Shape usual = shape.usual(text, at, to);
      int endOfName = usual == null ? endOfName(text, at, to) : at + usual.nameLength();
      int end = value.readField(text, endOfName + 1, to);
      shape =
          usual != null && usual.lastType() == value.type()
              ? usual
              : shape.with(text, at, endOfName, value.type(), Escapes.NAME);
      cells.add(value, text);
      at = end;
      if (at == to || text[at] != ',') {
        break;
      }
      at++;
    }
    if (shape.size() == 0) {
      throw new BadPointException("there are no fields");
    }
    at = skipBlanks(text, at, to);
    long time = times.ofLine(text, at, endOfWord(text, at, to), timeIfNone);
    return new Point(table, shape, time, number, cells, first);
  }

  /** Where a character stands that has its meaning; {@code to} if it does nowhere. */
  private static int endOf(char wanted, byte[] text, int start, int from, int to) {
    int at = Bytes.indexOf(text, from, to, wanted);
    while (at < to && !Escapes.isPlain(text, start, at)) {
      at = Bytes.indexOf(text, at + 1, to, wanted);
    }
    return at;
  }

  private static int endOfName(byte[] text, int from, int to) {
    for (int at = from; at < to; at++) {
      byte character = text[at];
      if ((character == '=' || character == ',' || character == ' ')
          && Escapes.isPlain(text, from, at)) {
        if (character == '=') {
          return at;
        }
        break;
      }
    }
    throw new BadPointException("no name and value: " + Bytes.shown(text, from, to));
  }

  private static int endOfWord(byte[] text, int from, int to) {
    int at = from;
    while (at < to && text[at] != ' ' && (text[at] < '\t' || text[at] > '\r')) {
      at++;
    }
    return at;
  }

  private ChildTable table(byte[] text, int from, int to) {
    int endOfName = endOf(',', text, from, from, to);
    if (endOfName == from) {
      throw new BadPointException("the measurement is missing: " + Bytes.shown(text, from, to));
    }
    byte[] written = Arrays.copyOfRange(text, from, endOfName);
    List<Tag> tags = tags(text, Math.min(endOfName + 1, to), to);
    byte[] plain = Escapes.MEASUREMENT.plain(written, 0, written.length);
    return tables.add(text, from, to, plain, written, tags);
  }

  private static List<Tag> tags(byte[] text, int from, int to) {
    List<Tag> tags = new ArrayList<>();
    int at = from;
    while (at < to) {
      int endOfName = endOfName(text, at, to);
      int end = endOf(',', text, at, endOfName + 1, to);
      if (endOf('=', text, at, endOfName + 1, end) < end) {
        throw new BadPointException(
            "an equals sign in the value of a tag: " + Bytes.shown(text, at, end));
      }
      byte[] name = Escapes.NAME.plain(text, at, endOfName);
      tags.add(
          new Tag(
              Shape.columnName(name, 0, name.length),
              DataType.NCHAR,
              tagValue(Escapes.NAME.plain(text, endOfName + 1, end), Value.MAX_NCHAR_BYTES)));
      at = end + 1;
    }
    return tags;
  }

  /**
   * @throws BadPointException if no tag can have it
   */
  static byte[] tagValue(byte[] value, int most) {
    if (value.length == 0) {
      throw new BadPointException("a tag has no value");
    }
    if (value.length > most) {
      throw Value.tooLong(value.length, most, DataType.NCHAR);
    }
    return value;
  }
}
