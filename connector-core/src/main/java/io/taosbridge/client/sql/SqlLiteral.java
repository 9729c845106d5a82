package io.taosbridge.client.sql;

import io.taosbridge.block.DataType;
import io.taosbridge.client.TimeValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** Writes values as SQL has them. */
public final class SqlLiteral {

  private static final int MAX_DIGITS = 100;

  private SqlLiteral() {}

  /**
   * A value of any type but bytes.
   *
   * @throws IllegalArgumentException if SQL cannot hold it
   */
  public static String of(Object value) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof String text) {
      return text(text);
    }
    if (value instanceof Float number) {
      return number((double) number); // with the digits of a double, which the server reads first
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal(decimal);
    }
    Optional<Instant> time = TimeValues.instant(value);
    if (time.isPresent()) {
      // An OffsetDateTime would leave out seconds that are zero, which the server makes NULL of.
      return text(time.get().toString());
    }
    boolean plain =
        value instanceof Boolean
            || value instanceof Byte
            || value instanceof Short
            || value instanceof Integer
            || value instanceof Long
            || value instanceof BigInteger;
    if (!plain) {
      throw new IllegalArgumentException(
          "a " + value.getClass().getName() + " is no value for TDengine");
    }
    return value.toString();
  }

  /**
   * Bytes, whose SQL is another for each type.
   *
   * @throws IllegalArgumentException if a value of this type cannot be these bytes
   */
  public static String ofBytes(byte[] value, DataType type) {
    return switch (type) {
      case VARBINARY, BLOB, MEDIUMBLOB -> "'\\x" + HexFormat.of().formatHex(value) + "'";
      case GEOMETRY -> text(WellKnownText.of(value));
      case VARCHAR, NCHAR, JSON -> text(utf8(value));
      default -> throw new IllegalArgumentException(type.sqlName() + " does not take bytes");
    };
  }

  /** A name in backquotes, with its database in backquotes if it has one. */
  public static String name(String name) {
    if (name.isEmpty() || name.indexOf('`') >= 0 || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("\"" + name + "\" cannot be the name of a table");
    }
    return "`" + name.replaceFirst("\\.", "`.`") + "`";
  }

  private static String text(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "SQL cannot hold a text with the character 0 in it: bind it, over ws:// or taos://");
    }
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "SQL cannot hold " + value + ": bind it, over ws:// or taos://");
    }
    return Double.toString(value);
  }

  /** Not of 1E+999999999, which no DECIMAL holds and which would fill the memory. */
  private static String decimal(BigDecimal value) {
    if (value.precision() > MAX_DIGITS || Math.abs((long) value.scale()) > MAX_DIGITS) {
      throw new IllegalArgumentException(value + " has more digits than any DECIMAL");
    }
    return value.toPlainString();
  }

  private static String utf8(byte[] value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("SQL cannot hold text that is not UTF-8", e);
    }
  }
}
