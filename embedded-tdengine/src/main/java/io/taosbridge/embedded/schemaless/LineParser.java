package io.taosbridge.embedded.schemaless;

import io.taosbridge.block.DataType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads one line of InfluxDB's line protocol (schemaless.md, section 3): {@code
 * measurement[,tag=value...] field=value[,field=value...] [timestamp]}.
 */
final class LineParser {

  private static final int NOWHERE = -1;
  private static final int MOST_QUOTES = 2;

  private final byte[] text;
  private final int end;
  private final TimeStamps times;
  private final Names names;
  private int at;

  /** Where the escaped character seen last stands. */
  private int escaped = NOWHERE;

  /**
   * @param start where the line begins in the text
   * @param end where it ends, its newline not included
   */
  LineParser(byte[] text, int start, int end, TimeStamps times, Names names) {
    this.text = text;
    this.at = start;
    this.end = end;
    this.times = times;
    this.names = names;
  }

  Point parse() {
    skipBlanks();
    if (at < end && text[at] == ',') {
      throw SchemalessError.INVALID_DATA.exception();
    }
    byte[] measurement = measurement();
    int tagsEnd = endOfTags();
    if (at < end && text[at] == ',') {
      at++;
    }
    List<Attribute> tags = tags();
    at = tagsEnd;
    skipBlanks();
    int fieldsStart = at;
    List<Attribute> fields = fields();
    if (at == fieldsStart) {
      throw SchemalessError.INVALID_DATA.saying("SML line cols is empty");
    }
    skipBlanks();
    long nanos = times.ofLine(text, at, endOfWord());
    return names.point(Escapes.MEASUREMENT.remove(measurement), measurement, tags, fields, nanos);
  }

  private byte[] measurement() {
    int start = at;
    int escapes = 0;
    while (at < end && !isPlain(',') && !isPlain(' ')) {
      if (at > start && isEscaped(Escapes.MEASUREMENT)) {
        escaped = at;
        escapes++;
      }
      at++;
    }
    if (!Names.isTableLength(at - start - escapes)) {
      throw SchemalessError.TABLE_NAME_LENGTH.saying(
          "SML line measure is empty or too large than 192");
    }
    return Arrays.copyOfRange(text, start, at);
  }

  /** Where the first blank is that is not escaped. */
  private int endOfTags() {
    int start = at;
    while (at < end && !isPlain(' ')) {
      if (isEscaped(Escapes.NAME)) {
        escaped = at;
      }
      at++;
    }
    int found = at;
    at = start;
    return found;
  }

  private List<Attribute> tags() {
    List<Attribute> tags = new ArrayList<>();
    escaped = NOWHERE;
    boolean more = true;
    while (more && at < end && !isPlain(' ')) {
      Place place = new Place(text, at);
      String name = name("invalid data", "invalid key or key is too long than 64");
      int start = at;
      int escapes = 0;
      while (at < end && !isPlain(' ') && !isPlain(',')) {
        if (isPlain('=')) {
          throw SchemalessError.INVALID_DATA.at("invalid data", new Place(text, at));
        }
        if (isEscaped(Escapes.NAME)) {
          escaped = at;
          escapes++;
        }
        at++;
      }
      if (at == start) {
        throw SchemalessError.INVALID_DATA.at("invalid value", new Place(text, start));
      }
      if (at - start - escapes > Values.MAX_NCHAR_BYTES) {
        throw SchemalessError.VALUE_LENGTH.exception();
      }
      byte[] value = Escapes.NAME.remove(Arrays.copyOfRange(text, start, at));
      tags.add(Attribute.of(name, new Literal(DataType.NCHAR, value), place));
      more = next();
    }
    return tags;
  }

  private List<Attribute> fields() {
    List<Attribute> fields = new ArrayList<>();
    escaped = NOWHERE;
    boolean more = true;
    while (more && at < end && !isPlain(' ')) {
      Place place = new Place(text, at);
      String name =
          name("SML line invalid data", "SML line invalid key or key is too long than 64");
      int start = at;
      boolean escapes = skipValue(start);
      if (at == start) {
        throw SchemalessError.INVALID_DATA.at("SML line invalid value", new Place(text, start));
      }
      Literal literal = new Values(text).read(start, at - start);
      if (escapes && literal.value() instanceof byte[] bytes) {
        literal = new Literal(literal.type(), Escapes.VALUE.remove(bytes));
      }
      fields.add(Attribute.of(name, literal, place));
      more = next();
    }
    return fields;
  }

  /** Reads up to the {@code =} after a name, and that too. */
  private String name(String blank, String length) {
    int start = at;
    int nameEnd = at;
    int escapes = 0;
    escaped = NOWHERE;
    while (at < end) {
      if (isPlain(' ') || isPlain(',')) {
        throw SchemalessError.INVALID_DATA.at(blank, new Place(text, at));
      }
      if (isPlain('=')) {
        nameEnd = at++;
        break;
      }
      if (isEscaped(Escapes.NAME)) {
        escaped = at;
        escapes++;
      }
      at++;
    }
    if (!Names.isColumnLength(nameEnd - start - escapes)) {
      throw SchemalessError.COLUMN_NAME_LENGTH.at(length, new Place(text, start));
    }
    byte[] name = Escapes.NAME.remove(Arrays.copyOfRange(text, start, nameEnd));
    return new String(name, StandardCharsets.UTF_8);
  }

  /** Moves behind a field's value; whether there are escapes in it. */
  private boolean skipValue(int start) {
    int quotes = 0;
    boolean escapes = false;
    while (at < end) {
      if (isPlain('"')) {
        quotes++;
        at++;
        if (quotes > MOST_QUOTES) {
          break;
        }
        continue;
      }
      if (quotes % 2 == 0 && (isPlain(' ') || isPlain(','))) {
        break;
      }
      if (isEscaped(Escapes.VALUE) && at - 1 != escaped) {
        escaped = at;
        escapes = true;
      }
      at++;
    }
    if (quotes != 0 && quotes != MOST_QUOTES) {
      throw SchemalessError.INVALID_DATA.at("SML line unbalanced quotes", new Place(text, start));
    }
    return escapes;
  }

  /** Over the comma before the next one; false where a blank ends them. */
  private boolean next() {
    if (at < end && isPlain(' ')) {
      return false;
    }
    at = Math.min(at + 1, end);
    escaped = NOWHERE;
    return true;
  }

  private int endOfWord() {
    int wordEnd = at;
    while (wordEnd < end && !Character.isWhitespace(text[wordEnd])) {
      wordEnd++;
    }
    return wordEnd;
  }

  private void skipBlanks() {
    while (at < end && text[at] == ' ') {
      at++;
    }
  }

  private byte before() {
    return at == 0 ? 0 : text[at - 1];
  }

  /** Whether this character is here, and no backslash before it that takes its meaning. */
  private boolean isPlain(char character) {
    return text[at] == character && (before() != '\\' || at - 1 == escaped);
  }

  private boolean isEscaped(Escapes escapes) {
    return before() == '\\' && escapes.covers(text[at]);
  }
}
