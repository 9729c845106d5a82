package io.taosbridge.schemaless;

import io.taosbridge.block.DataType;
import io.taosbridge.geometry.Wkt;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The value that was read last; its form tells its type (schemaless.md, section 3). One object
 * reads one value after the other.
 */
final class Value {

  static final int MAX_BYTES = 65517;
  static final int MAX_NCHAR_BYTES = MAX_BYTES / 4;

  private static final int HEX_PREFIX = 2;

  private final NumberReader numbers = new NumberReader();
  private DataType type;
  private long bits;
  private byte[] owned;

  DataType type() {
    return type;
  }

  /** A number, the bits of a double, or where its bytes stand in the text. */
  long bits() {
    return bits;
  }

  /** Its bytes, unless they stand in the text as they are. */
  byte[] owned() {
    return owned;
  }

  /** The value as an object, as {@link Tag#value()} has it. */
  Object object() {
    return switch (type) {
      case BOOL -> bits != 0;
      case TINYINT -> (byte) bits;
      case SMALLINT, UTINYINT -> (short) bits;
      case INT, USMALLINT -> (int) bits;
      case FLOAT -> (float) Double.longBitsToDouble(bits);
      case DOUBLE -> Double.longBitsToDouble(bits);
      case VARCHAR, NCHAR, VARBINARY, GEOMETRY -> owned;
      default -> bits;
    };
  }

  /**
   * Reads the value of a field of a line.
   *
   * @param at where it begins
   * @param to where its line ends
   * @return where it ends
   * @throws BadPointException if it is no value
   */
  int readField(byte[] text, int at, int to) {
    owned = null;
    byte first = at < to ? text[at] : 0;
    if ((first >= '0' && first <= '9') || first == '-' || first == '.' || first == '+') {
      int end = readNumber(text, at, to);
      return isEnd(text, end, to) ? end : failNumber(text, at, to);
    }
    int quote = first == '"' ? at : at + 1;
    if (quote < to && text[quote] == '"') {
      return readQuoted(text, at, quote, to);
    }
    int end = endOfWord(text, at, to);
    readWord(text, at, end);
    return end;
  }

  private static boolean isEnd(byte[] text, int at, int to) {
    return at == to || text[at] == ',' || text[at] == ' ';
  }

  private static int endOfWord(byte[] text, int from, int to) {
    int end = from;
    while (!isEnd(text, end, to)) {
      end++;
    }
    return end;
  }

  private int failNumber(byte[] text, int at, int to) {
    int end = endOfWord(text, at, to);
    readWord(text, at, end);
    return end;
  }

  private int readQuoted(byte[] text, int at, int quote, int to) {
    boolean escapes = false;
    int end = quote + 1;
    while (end < to && text[end] != '"') {
      boolean escape =
          text[end] == '\\' && end + 1 < to && (text[end + 1] == '"' || text[end + 1] == '\\');
      escapes |= escape;
      end += escape ? 2 : 1;
    }
    if (end >= to) {
      throw new BadPointException("unbalanced quotes: " + Bytes.shown(text, at, to));
    }
    if (!isEnd(text, end + 1, to)) {
      throw new BadPointException(
          "something follows the closing quote: " + Bytes.shown(text, at, to));
    }
    readText(text, at, quote + 1, end);
    if (escapes) {
      byte[] bytes = owned != null ? owned : Arrays.copyOfRange(text, quote + 1, end);
      owned = Escapes.VALUE.plain(bytes, 0, bytes.length);
    }
    return end + 1;
  }

  /**
   * Reads a value that is given with its end, in which nothing is escaped.
   *
   * @throws BadPointException if it is no value
   */
  void readWord(byte[] text, int from, int to) {
    owned = null;
    if (from == to) {
      throw new BadPointException("a value is missing");
    }
    byte first = text[from];
    int quote = first == '"' ? from : from + 1;
    if (quote < to - 1 && text[quote] == '"' && text[to - 1] == '"') {
      readText(text, from, quote + 1, to - 1);
    } else if (first == 't' || first == 'T') {
      readBool(text, from, to, "true");
    } else if (first == 'f' || first == 'F') {
      readBool(text, from, to, "false");
    } else if (first == '"' || readNumber(text, from, to) != to) {
      throw notAValue(text, from, to);
    }
  }

  static BadPointException notAValue(byte[] text, int from, int to) {
    return new BadPointException(Bytes.shown(text, from, to) + " is not a value");
  }

  /** What stands between quotes; the letter before them, if there is one, tells the type. */
  private void readText(byte[] text, int at, int from, int to) {
    int length = to - from;
    bits = Cells.slice(from, length);
    switch (text[at]) {
      case '"' -> type = DataType.VARCHAR;
      case 'l', 'L' -> type = DataType.NCHAR;
      case 'b', 'B' -> {
        type = DataType.VARBINARY;
        if (length >= HEX_PREFIX && text[from] == '\\' && text[from + 1] == 'x') {
          owned = hex(text, from + HEX_PREFIX, to);
        }
      }
      case 'g', 'G' -> {
        type = DataType.GEOMETRY;
        owned = geometry(Bytes.text(text, from, to));
      }
      default -> throw notAValue(text, at, to);
    }
    int most = type == DataType.NCHAR ? MAX_NCHAR_BYTES : MAX_BYTES;
    if (length > most) {
      throw tooLong(length, most, type);
    }
  }

  static BadPointException tooLong(int length, int most, DataType type) {
    return new BadPointException(
        length + " bytes are too long for " + type.sqlName() + ", which takes " + most);
  }

  private static byte[] geometry(String text) {
    try {
      return Wkt.toBinary(text);
    } catch (IllegalArgumentException e) {
      throw new BadPointException(e.getMessage());
    }
  }

  private static byte[] hex(byte[] text, int from, int to) {
    try {
      return HexFormat.of().parseHex(Bytes.text(text, from, to));
    } catch (IllegalArgumentException e) {
      throw new BadPointException(Bytes.shown(text, from, to) + " is not hexadecimal");
    }
  }

  private void readBool(byte[] text, int from, int to, String word) {
    if (to - from != 1 && !Bytes.isWord(text, from, to, word)) {
      throw notAValue(text, from, to);
    }
    setBool(word.equals("true"));
  }

  /** Where the number ends that begins here, its suffix included. */
  private int readNumber(byte[] text, int from, int to) {
    int end = numbers.read(text, from, to);
    type = numbers.type();
    bits = numbers.bits();
    return end;
  }

  void setBool(boolean value) {
    type = DataType.BOOL;
    bits = value ? 1 : 0;
    owned = null;
  }

  void setInteger(DataType integer, long value) {
    type = integer;
    bits = value;
    owned = null;
  }

  void setFloating(DataType floating, double value) {
    type = floating;
    bits = Double.doubleToRawLongBits(value);
    owned = null;
  }

  /**
   * @throws BadPointException if it is longer than any column of this type
   */
  void setBytes(DataType variable, byte[] value) {
    int most = variable == DataType.NCHAR ? MAX_NCHAR_BYTES : MAX_BYTES;
    if (value.length > most) {
      throw tooLong(value.length, most, variable);
    }
    type = variable;
    bits = 0;
    owned = value;
  }
}
