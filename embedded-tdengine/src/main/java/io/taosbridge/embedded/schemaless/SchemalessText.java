package io.taosbridge.embedded.schemaless;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The text of one schemaless request. */
public final class SchemalessText {

  public static final int LINE = 1;
  public static final int TELNET = 2;
  public static final int JSON = 3;

  private final int protocol;
  private final byte[] text;
  private final String precision;
  private final String tableNameKey;

  /**
   * @param protocol {@link #LINE}, {@link #TELNET}, {@link #JSON}, or a number that is none
   * @param precision the unit of the times of lines, as the adapter takes it; anything unknown is
   *     nanoseconds
   * @param tableNameKey the tag whose value names the child table; empty for none
   */
  public SchemalessText(int protocol, String text, String precision, String tableNameKey) {
    this.protocol = protocol;
    this.text = text.getBytes(StandardCharsets.UTF_8);
    this.precision = precision;
    this.tableNameKey = tableNameKey;
  }

  /** Whether this is InfluxDB's line protocol. */
  public boolean isLines() {
    return protocol == LINE;
  }

  /** How many lines there are, comments not counted; of JSON too. */
  public int lines() {
    int lines = 0;
    for (int start = 0; start < text.length; start = endOfLine(start) + 1) {
      lines += isComment(start) ? 0 : 1;
    }
    return lines;
  }

  /**
   * Reads all points, or none.
   *
   * @param clock for points without a time
   * @throws SchemalessException for the first fault in the text
   */
  public List<Point> parse(Clock clock) {
    TimeStamps times = new TimeStamps(clock, TimeUnits.nanosOf(precision));
    Names names = new Names(tableNameKey);
    if (protocol == JSON) {
      return new JsonPoints(times, names).parse(text);
    }
    if (protocol != LINE && protocol != TELNET) {
      throw SchemalessError.INVALID_PROTOCOL.exception();
    }
    if (lines() == 0) {
      throw SchemalessError.INVALID_DATA.saying("line num is invalid");
    }
    List<Point> points = new ArrayList<>();
    for (int start = 0; start < text.length; ) {
      int end = endOfLine(start);
      if (!isComment(start)) {
        points.add(
            protocol == LINE
                ? new LineParser(text, start, end, times, names).parse()
                : new TelnetParser(text, start, end, times, names).parse());
      }
      start = end + 1;
    }
    return points;
  }

  private boolean isComment(int start) {
    return protocol == LINE && text[start] == '#';
  }

  private int endOfLine(int start) {
    int end = start;
    while (end < text.length && text[end] != '\n') {
      end++;
    }
    return end;
  }
}
