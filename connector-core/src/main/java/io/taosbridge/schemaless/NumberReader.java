package io.taosbridge.schemaless;

import com.fasterxml.jackson.core.io.NumberInput;
import io.taosbridge.block.DataType;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads numbers with their suffixes, to the same values as C's strtod, strtoll and strtoull: one
 * pass over the digits, and what that cannot tell exactly by slower means.
 */
final class NumberReader {

  /** What C takes for a number besides decimal ones. */
  private static final Pattern UNUSUAL =
      Pattern.compile(
          "[+-]?(?:inf(?:inity)?|nan|0x(?:[0-9a-f]+\\.?[0-9a-f]*|\\.[0-9a-f]+)(?:p[+-]?\\d+)?)");

  private DataType type;
  private long bits;

  // The parts of the number being read. Significand and exponent tell it if they are exact;
  // otherwise it was read as a double already.
  private boolean negative;
  private long integer;
  private int integerFrom;
  private int integerTo;
  private long significand;
  private int exponent;
  private boolean exact;
  private double inexact;

  DataType type() {
    return type;
  }

  /** The integer, or the bits of the double. */
  long bits() {
    return bits;
  }

  /**
   * Reads a number and its suffix.
   *
   * @return where they end, which is {@code from} if there is no number
   * @throws BadPointException if the number is out of the range of the type its suffix names
   */
  int read(byte[] text, int from, int to) {
    int end = readDecimal(text, from, to);
    if (end == from || (end < to && (text[end] | 0x20) == 'x')) {
      end = readUnusual(text, from, to);
    }
    return end == from ? from : readSuffix(text, from, end, to);
  }

  private int readDecimal(byte[] text, int from, int to) {
    int at = from;
    negative = at < to && text[at] == '-';
    if (negative || (at < to && text[at] == '+')) {
      at++;
    }
    long read = 0;
    int start = at;
    while (at < to && isDigit(text[at])) {
      read = read * 10 + (text[at++] - '0');
    }
    integer = read;
    integerFrom = start;
    integerTo = at;
    int count = at - start;
    exponent = 0;
    if (at < to && text[at] == '.') {
      int point = ++at;
      while (at < to && isDigit(text[at])) {
        read = read * 10 + (text[at++] - '0');
      }
      exponent = point - at;
      count += at - point;
    }
    if (count == 0) {
      return from;
    }
    significand = read;
    int end = at;
    if (at < to && (text[at] | 0x20) == 'e') {
      end = endOfExponent(text, at, to);
    }
    exact = end == at && count <= Decimals.MAX_DIGITS && Decimals.has(exponent);
    if (!exact) {
      inexact = NumberInput.parseDouble(Bytes.text(text, from, end), true);
    }
    return end;
  }

  private double value() {
    if (!exact) {
      return inexact;
    }
    double value = Decimals.nearest(significand, exponent);
    return negative ? -value : value;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }

  private static int endOfExponent(byte[] text, int at, int to) {
    int digits = at + 1;
    if (digits < to && (text[digits] == '-' || text[digits] == '+')) {
      digits++;
    }
    int end = digits;
    while (end < to && isDigit(text[end])) {
      end++;
    }
    return end == digits ? at : end;
  }

  private int readUnusual(byte[] text, int from, int to) {
    String word = Bytes.text(text, from, Math.min(to, from + 64)).toLowerCase(Locale.ROOT);
    Matcher matcher = UNUSUAL.matcher(word);
    if (!matcher.lookingAt()) {
      return from + (word.startsWith("0x") ? 1 : 0);
    }
    String number = matcher.group();
    exact = false;
    if (number.endsWith("nan")) {
      inexact = Double.NaN;
    } else if (number.contains("inf")) {
      inexact = number.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    } else {
      inexact = Double.parseDouble(number.contains("p") ? number : number + "p0");
    }
    return from + matcher.end();
  }

  private int readSuffix(byte[] text, int from, int end, int to) {
    int letter = end < to ? text[end] | 0x20 : 0;
    if (letter != 'i' && letter != 'u' && letter != 'f') {
      setFloating(DataType.DOUBLE, value());
      return end;
    }
    int at = end + 1;
    int width = 0;
    while (at < to && at <= end + 2 && isDigit(text[at])) {
      width = width * 10 + (text[at++] - '0');
    }
    boolean implied = at == end + 1;
    boolean known =
        switch (letter) {
          case 'i' -> readInteger(implied ? 64 : width, text, from);
          case 'u' -> readUnsigned(implied ? 64 : width, text, from);
          default -> readFloating(width, text, from, at);
        };
    if (!known || (!implied && text[end + 1] == '0')) {
      throw Value.notAValue(text, from, at);
    }
    return at;
  }

  private boolean readInteger(int width, byte[] text, int from) {
    switch (width) {
      case 8 -> setInteger(DataType.TINYINT, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case 16 -> setInteger(DataType.SMALLINT, Short.MIN_VALUE, Short.MAX_VALUE);
      case 32 -> setInteger(DataType.INT, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case 64 -> setBigint(text, from);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean readUnsigned(int width, byte[] text, int from) {
    switch (width) {
      case 8 -> setInteger(DataType.UTINYINT, 0, 0xffL);
      case 16 -> setInteger(DataType.USMALLINT, 0, 0xffffL);
      case 32 -> setInteger(DataType.UINT, 0, 0xffff_ffffL);
      case 64 -> setUnsignedBigint(text, from);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean readFloating(int width, byte[] text, int from, int to) {
    switch (width) {
      case 32 -> setFloat(text, from, to);
      case 64 -> setFloating(DataType.DOUBLE, value());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void setFloating(DataType floating, double value) {
    type = floating;
    bits = Double.doubleToRawLongBits(value);
  }

  private void setFloat(byte[] text, int from, int to) {
    double value = value();
    if (!(Math.abs(value) <= Float.MAX_VALUE)) {
      throw new BadPointException(Bytes.shown(text, from, to) + " is out of range for FLOAT");
    }
    setFloating(DataType.FLOAT, value);
  }

  /** The number without its fraction. */
  private void setInteger(DataType whole, long min, long max) {
    type = whole;
    long signed = negative ? -integer : integer;
    if (exact && exponent == 0 && integer >= 0 && signed >= min && signed <= max) {
      bits = signed;
      return;
    }
    double value = value();
    if (!(value >= min && value <= max)) {
      throw outOfRange(whole, Double.toString(value));
    }
    bits = (long) value;
  }

  private static BadPointException outOfRange(DataType type, String value) {
    return new BadPointException(value + " is out of range for " + type.sqlName());
  }

  /**
   * The digits before a point or an exponent, since integers of 64 bits are not read as doubles.
   */
  private String integerPart(byte[] text, int from) {
    boolean none = integerTo == from || !isDigit(text[integerTo - 1]);
    return none ? "0" : Bytes.text(text, from, integerTo);
  }

  private void setBigint(byte[] text, int from) {
    type = DataType.BIGINT;
    if (integerTo - integerFrom <= Decimals.MAX_DIGITS && integer >= 0) {
      bits = negative ? -integer : integer;
      return;
    }
    String digits = integerPart(text, from);
    try {
      bits = Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw outOfRange(type, digits);
    }
  }

  private void setUnsignedBigint(byte[] text, int from) {
    type = DataType.UBIGINT;
    if (negative && value() < 0) {
      throw outOfRange(type, Double.toString(value()));
    }
    if (negative || integerTo - integerFrom <= Decimals.MAX_DIGITS) {
      bits = integer;
      return;
    }
    String digits = integerPart(text, from);
    try {
      bits = Long.parseUnsignedLong(digits);
    } catch (NumberFormatException e) {
      throw outOfRange(type, digits);
    }
  }
}
