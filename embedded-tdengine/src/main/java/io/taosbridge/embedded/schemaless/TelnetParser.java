package io.taosbridge.embedded.schemaless;

import io.taosbridge.block.DataType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads one line of OpenTSDB's telnet protocol (schemaless.md, section 4): {@code metric timestamp
 * value tag=value [tag=value ...]}. Nothing is escaped.
 */
final class TelnetParser {

  static final String VALUE = "_value";

  private static final int MAX_TAG_BYTES = (16384 - 2) / 4;

  private final byte[] text;
  private final int end;
  private final TimeStamps times;
  private final Names names;
  private int at;

  /**
   * @param start where the line begins in the text
   * @param end where it ends, its newline not included
   */
  TelnetParser(byte[] text, int start, int end, TimeStamps times, Names names) {
    this.text = text;
    this.at = start;
    this.end = end;
    this.times = times;
    this.names = names;
  }

  Point parse() {
    int[] metric = word();
    if (!Names.isTableLength(metric[1])) {
      throw SchemalessError.TABLE_NAME_LENGTH.at("SML telnet invalid measure", here());
    }
    int[] time = word();
    if (time[1] == 0) {
      throw SchemalessError.INVALID_DATA.at("SML telnet invalid timestamp", here());
    }
    String count = new String(text, time[0], time[1], StandardCharsets.ISO_8859_1);
    long nanos = times.ofTelnet(count, "SML telnet parse timestamp failed", here());
    int[] value = word();
    if (value[1] == 0) {
      throw SchemalessError.INVALID_VALUE.at("SML telnet invalid value", here());
    }
    Literal literal = value(value);
    skipBlanks();
    if (at == end) {
      throw SchemalessError.INVALID_VALUE.at("SML telnet invalid tag value", here());
    }
    List<Attribute> tags = tags();
    byte[] name = Arrays.copyOfRange(text, metric[0], metric[0] + metric[1]);
    Attribute field = Attribute.of(VALUE, literal, Place.of(VALUE));
    return names.point(name, name, tags, List.of(field), nanos);
  }

  /** Every bad value has the same code here. */
  private Literal value(int[] word) {
    try {
      return new Values(text).read(word[0], word[1]);
    } catch (SchemalessException e) {
      throw e.code() == SchemalessError.INVALID_VALUE.code()
          ? e
          : SchemalessError.INVALID_VALUE.exception();
    }
  }

  private List<Attribute> tags() {
    List<Attribute> tags = new ArrayList<>();
    for (skipBlanks(); at < end; skipBlanks()) {
      int start = at;
      String name = name();
      int valueStart = at;
      while (at < end && text[at] != ' ') {
        if (text[at] == '=') {
          throw SchemalessError.INVALID_DATA.at("invalid data", here());
        }
        at++;
      }
      if (at == valueStart) {
        throw SchemalessError.INVALID_VALUE.at("invalid value", here());
      }
      if (at - valueStart > MAX_TAG_BYTES) {
        throw SchemalessError.VALUE_LENGTH.exception();
      }
      byte[] value = Arrays.copyOfRange(text, valueStart, at);
      tags.add(Attribute.of(name, new Literal(DataType.NCHAR, value), new Place(text, start)));
    }
    return tags;
  }

  private String name() {
    int start = at;
    int nameEnd = at;
    while (at < end) {
      if (text[at] == ' ') {
        throw SchemalessError.INVALID_DATA.at("invalid data", here());
      }
      if (text[at] == '=') {
        nameEnd = at++;
        break;
      }
      at++;
    }
    if (!Names.isColumnLength(nameEnd - start)) {
      throw SchemalessError.COLUMN_NAME_LENGTH.at(
          "invalid key or key is too long than 64", new Place(text, start));
    }
    return new String(text, start, nameEnd - start, StandardCharsets.UTF_8);
  }

  /** Start and length of the next word; its length is 0 unless a blank follows. */
  private int[] word() {
    skipBlanks();
    int start = at;
    while (at < end && text[at] != ' ') {
      at++;
    }
    return new int[] {start, at == end ? 0 : at - start};
  }

  private void skipBlanks() {
    while (at < end && text[at] == ' ') {
      at++;
    }
  }

  private Place here() {
    return new Place(text, at);
  }
}
