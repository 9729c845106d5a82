package io.taosbridge.embedded.schemaless;

import io.taosbridge.block.DataType;
import io.taosbridge.embedded.geometry.Wkt;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the values of lines and of telnet: their form tells the type (schemaless.md, section 3).
 */
final class Values {

  static final int MAX_BYTES = 65517;
  static final int MAX_NCHAR_BYTES = MAX_BYTES / 4;

  /** What C takes for a floating point number, at the beginning of a text. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?(?:inf(?:inity)?|nan|0x[0-9a-f]+(?:\\.[0-9a-f]*)?(?:p[+-]?\\d+)?"
              + "|(?:\\d+\\.?\\d*|\\.\\d+)(?:e[+-]?\\d+)?)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");

  private static final Map<String, DataType> SUFFIXES =
      Map.ofEntries(
          Map.entry("", DataType.DOUBLE),
          Map.entry("f64", DataType.DOUBLE),
          Map.entry("f32", DataType.FLOAT),
          Map.entry("i8", DataType.TINYINT),
          Map.entry("i16", DataType.SMALLINT),
          Map.entry("i32", DataType.INT),
          Map.entry("i64", DataType.BIGINT),
          Map.entry("i", DataType.BIGINT),
          Map.entry("u8", DataType.UTINYINT),
          Map.entry("u16", DataType.USMALLINT),
          Map.entry("u32", DataType.UINT),
          Map.entry("u64", DataType.UBIGINT),
          Map.entry("u", DataType.UBIGINT));

  private final byte[] text;

  /**
   * @param text of the whole request
   */
  Values(byte[] text) {
    this.text = text;
  }

  /** The value of so many bytes, at least one. */
  Literal read(int start, int length) {
    return switch (text[start]) {
      case '"' -> new Literal(DataType.VARCHAR, quoted(start, length, 0, MAX_BYTES));
      case 'l', 'L' -> new Literal(DataType.NCHAR, quoted(start, length, 1, MAX_NCHAR_BYTES));
      case 'g', 'G' ->
          new Literal(DataType.GEOMETRY, geometry(quoted(start, length, 1, MAX_BYTES)));
      case 'b', 'B' -> new Literal(DataType.VARBINARY, binary(quoted(start, length, 1, MAX_BYTES)));
      case 't', 'T' -> bool(start, length, "true");
      case 'f', 'F' -> bool(start, length, "false");
      default -> number(start, length);
    };
  }

  /** What stands between quotes after a prefix of so many letters. */
  private byte[] quoted(int start, int length, int prefix, int most) {
    boolean quotes =
        length >= prefix + 2 && text[start + prefix] == '"' && text[start + length - 1] == '"';
    if (!quotes) {
      throw SchemalessError.INVALID_VALUE.exception();
    }
    if (length - prefix - 2 > most) {
      throw SchemalessError.VALUE_LENGTH.exception();
    }
    return Arrays.copyOfRange(text, start + prefix + 1, start + length - 1);
  }

  private static byte[] geometry(byte[] text) {
    return Wkt.toBinary(new String(text, StandardCharsets.UTF_8))
        .orElseThrow(SchemalessError.INVALID_GEOMETRY::exception);
  }

  private static byte[] binary(byte[] bytes) {
    boolean hex = bytes.length >= 2 && bytes[0] == '\\' && bytes[1] == 'x';
    if (!hex) {
      return bytes;
    }
    try {
      return HexFormat.of()
          .parseHex(new String(bytes, 2, bytes.length - 2, StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw SchemalessError.INVALID_VARBINARY.exception();
    }
  }

  private Literal bool(int start, int length, String word) {
    String value = ascii(start, length);
    if (length > 1 && !value.equalsIgnoreCase(word)) {
      throw SchemalessError.INVALID_VALUE.exception();
    }
    return new Literal(DataType.BOOL, word.equals("true"));
  }

  private String ascii(int start, int length) {
    return new String(text, start, length, StandardCharsets.ISO_8859_1);
  }

  private Literal number(int start, int length) {
    String value = ascii(start, length);
    Place place = new Place(text, start);
    Matcher matcher = NUMBER.matcher(value);
    if (!matcher.lookingAt()) {
      throw SchemalessError.INVALID_VALUE.at("invalid data", place);
    }
    String suffix = value.substring(matcher.end()).toLowerCase(Locale.ROOT);
    DataType type = SUFFIXES.get(suffix);
    if (type == null) {
      throw SchemalessError.INVALID_VALUE.at("invalid data", place);
    }
    double number = toDouble(matcher.group());
    Object object =
        switch (type) {
          case DOUBLE -> (Object) number;
          case FLOAT -> toFloat(number, place);
          case BIGINT -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE, place);
          case UBIGINT -> unsigned(value, number, place);
          default -> Integers.ofType(type).from(number, place);
        };
    return new Literal(type, object);
  }

  private static double toDouble(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.endsWith("nan")) {
      return Double.NaN;
    }
    if (lower.contains("inf")) {
      return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    boolean hexWithoutExponent = lower.contains("0x") && !lower.contains("p");
    return Double.parseDouble(hexWithoutExponent ? lower + "p0" : lower);
  }

  private static Float toFloat(double number, Place place) {
    if (!(Math.abs(number) <= Float.MAX_VALUE)) {
      throw SchemalessError.INVALID_VALUE.at(
          "float out of range[-3.402823466e+38,3.402823466e+38]", place);
    }
    return (float) number;
  }

  private static Long whole(String value, long least, long greatest, Place place) {
    BigInteger number = integer(value);
    if (number.bitLength() > 63) {
      throw SchemalessError.INVALID_VALUE.at(
          "big int out of range[" + least + "," + greatest + "]", place);
    }
    return number.longValue();
  }

  private static BigInteger unsigned(String value, double number, Place place) {
    BigInteger integer = integer(value);
    if (number < 0 || integer.bitLength() > 64) {
      throw SchemalessError.INVALID_VALUE.at(
          "unsigned big int out of range[0,18446744073709551615]", place);
    }
    return integer;
  }

  /** The digits at the beginning, as C reads them: up to a point or an exponent. */
  private static BigInteger integer(String value) {
    Matcher matcher = INTEGER.matcher(value);
    return matcher.lookingAt() ? new BigInteger(matcher.group()) : BigInteger.ZERO;
  }
}
