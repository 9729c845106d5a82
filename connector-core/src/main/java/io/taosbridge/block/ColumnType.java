package io.taosbridge.block;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A data type with its size, as a column or tag is declared.
 *
 * @param length declared length for VARCHAR, VARBINARY, GEOMETRY (bytes) and NCHAR (characters); 0
 *     for every other type
 * @param precision digits in all of a DECIMAL; 0 for every other type
 * @param scale digits after the point of a DECIMAL; 0 for every other type
 */
public record ColumnType(DataType type, int length, int precision, int scale) {

  private static final int MAX_DECIMAL64_PRECISION = 18;
  private static final Pattern DECLARATION =
      Pattern.compile(
          "\\s*([A-Z]+(?:\\s+UNSIGNED)?)\\s*(?:\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\))?\\s*");

  public static ColumnType of(DataType type) {
    return new ColumnType(type, 0, 0, 0);
  }

  public static ColumnType of(DataType type, int length) {
    return new ColumnType(type, length, 0, 0);
  }

  /** A DECIMAL: of 64 bits up to 18 digits, of 128 bits beyond. */
  public static ColumnType decimal(int precision, int scale) {
    DataType type = precision <= MAX_DECIMAL64_PRECISION ? DataType.DECIMAL64 : DataType.DECIMAL128;
    return new ColumnType(type, 0, precision, scale);
  }

  /**
   * A value as this DECIMAL holds it, with its scale.
   *
   * @throws IllegalArgumentException if it has more digits before the point, or more after it that
   *     are not zeros
   */
  public BigDecimal fit(BigDecimal value) {
    // Compared before scaling, so that 1E+999999999 is refused instead of written out.
    boolean large =
        value.signum() != 0 && (long) value.precision() - value.scale() > precision - scale;
    if (!large) {
      try {
        return value.setScale(scale, RoundingMode.UNNECESSARY);
      } catch (ArithmeticException e) {
        // told below
      }
    }
    throw new IllegalArgumentException(value + " does not fit " + this);
  }

  /** The declaration in SQL: {@code INT UNSIGNED}, {@code VARCHAR(20)}, {@code DECIMAL(10,2)}. */
  public String toSql() {
    if (type.isDecimal()) {
      return "DECIMAL(" + precision + "," + scale + ")";
    }
    return length > 0 ? type.sqlName() + "(" + length + ")" : type.sqlName();
  }

  /**
   * Reads what {@link #toSql()} writes; also BINARY for VARCHAR, and any case.
   *
   * @throws IllegalArgumentException if the text is not a type of TDengine
   */
  public static ColumnType parse(String sql) {
    Matcher matcher = DECLARATION.matcher(sql.toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a TDengine data type: \"" + sql + "\"");
    }
    String name = matcher.group(1).replaceAll("\\s+", " ");
    int first = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    int second = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
    if (name.equals("DECIMAL")) {
      return decimal(first == 0 ? MAX_DECIMAL64_PRECISION : first, second);
    }
    if (name.equals("BINARY")) {
      name = "VARCHAR";
    }
    for (DataType type : DataType.values()) {
      if (type.sqlName().equals(name) && type != DataType.NULL) {
        return of(type, type.isVariable() ? first : 0);
      }
    }
    throw new IllegalArgumentException("not a TDengine data type: \"" + sql + "\"");
  }

  @Override
  public String toString() {
    return toSql();
  }
}
