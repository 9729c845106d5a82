package io.taosbridge.schemaless;

import io.taosbridge.block.DataType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.SchemalessPrecision;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads OpenTSDB's telnet protocol (schemaless.md, section 4): {@code metric timestamp value
 * tag=value [tag=value ...]}. Nothing is escaped.
 */
final class TelnetReader extends LinesReader {

  /** The column of the only field. */
  static final byte[] VALUE = "_value".getBytes(StandardCharsets.UTF_8);

  private static final int MAX_TAG_BYTES = (16384 - 2) / 4;

  private byte[] key = new byte[256];

  TelnetReader(SchemalessPrecision unit, Precision target, TableNaming naming) {
    super(unit, target, naming);
  }

  @Override
  boolean isComment(byte[] text, int from) {
    return false;
  }

  @Override
  Point point(byte[] text, int from, int to, int number, long timeIfNone, Cells cells) {
    int endOfMetric = endOfWord(text, from, to, "metric");
    int time = skipBlanks(text, endOfMetric, to);
    int endOfTime = endOfWord(text, time, to, "timestamp");
    long timestamp = times.ofTelnet(text, time, endOfTime, timeIfNone);
    int word = skipBlanks(text, endOfTime, to);
    int endOfValue = endOfWord(text, word, to, "value");
    value.readWord(text, word, endOfValue);
    int tags = skipBlanks(text, endOfValue, to);
    if (tags == to) {
      throw new BadPointException("there are no tags");
    }
    ChildTable table = table(text, from, endOfMetric, tags, to);
    Shape shape =
        table.supertable().root().with(VALUE, 0, VALUE.length, value.type(), Escapes.NONE);
    int first = cells.size();
    cells.add(value, text);
    return new Point(table, shape, timestamp, number, cells, first);
  }

  private static int endOfWord(byte[] text, int from, int to, String name) {
    int end = Bytes.indexOf(text, from, to, ' ');
    if (end == to) {
      throw new BadPointException(
          "nothing follows the " + name + ": " + Bytes.shown(text, from, to));
    }
    return end;
  }

  /** Metric and tags together tell the table; time and value stand between them. */
  private ChildTable table(byte[] text, int metric, int endOfMetric, int tags, int to) {
    int length = endOfMetric - metric + 1 + to - tags;
    if (key.length < length) {
      key = new byte[2 * length];
    }
    System.arraycopy(text, metric, key, 0, endOfMetric - metric);
    key[endOfMetric - metric] = ' ';
    System.arraycopy(text, tags, key, endOfMetric - metric + 1, to - tags);
    ChildTable known = tables.find(key, 0, length);
    if (known != null) {
      return known;
    }
    byte[] name = Arrays.copyOfRange(text, metric, endOfMetric);
    return tables.add(key, 0, length, name, name, tags(text, tags, to));
  }

  private static List<Tag> tags(byte[] text, int from, int to) {
    List<Tag> tags = new ArrayList<>();
    for (int at = from; at < to; at = skipBlanks(text, at, to)) {
      int end = Bytes.indexOf(text, at, to, ' ');
      int equals = Bytes.indexOf(text, at, end, '=');
      if (equals == end || Bytes.indexOf(text, equals + 1, end, '=') < end) {
        throw new BadPointException("not a tag and its value: " + Bytes.shown(text, at, end));
      }
      byte[] tagValue =
          LineReader.tagValue(Arrays.copyOfRange(text, equals + 1, end), MAX_TAG_BYTES);
      tags.add(new Tag(Shape.columnName(text, at, equals), DataType.NCHAR, tagValue));
      at = end;
    }
    return tags;
  }
}
