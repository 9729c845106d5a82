package io.taosbridge.embedded.server;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * Writes floating point numbers as the REST interface does: the fewest digits that read back to the
 * same number, with an exponent below 1e-6 and from 1e21 (rest.md, section 5).
 */
final class ShortestDecimal {

  private static final int DIGITS_OF_FLOAT = 9;
  private static final int DIGITS_OF_DOUBLE = 17;
  private static final double PLAIN_FROM = 1e-6;
  private static final double PLAIN_BELOW = 1e21;

  private ShortestDecimal() {}

  static String of(float value) {
    if (value == 0) {
      return zero(1 / value < 0);
    }
    BigDecimal exact = new BigDecimal(value);
    int digits = 1;
    BigDecimal shortest = round(exact, digits);
    while (digits < DIGITS_OF_FLOAT && shortest.floatValue() != value) {
      digits++;
      shortest = round(exact, digits);
    }
    return write(shortest, value);
  }

  static String of(double value) {
    if (value == 0) {
      return zero(1 / value < 0);
    }
    BigDecimal exact = new BigDecimal(value);
    int digits = 1;
    BigDecimal shortest = round(exact, digits);
    while (digits < DIGITS_OF_DOUBLE && shortest.doubleValue() != value) {
      digits++;
      shortest = round(exact, digits);
    }
    return write(shortest, value);
  }

  private static String zero(boolean negative) {
    return negative ? "-0" : "0";
  }

  private static BigDecimal round(BigDecimal exact, int digits) {
    return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }

  private static String write(BigDecimal shortest, double value) {
    double magnitude = Math.abs(value);
    if (magnitude >= PLAIN_FROM && magnitude < PLAIN_BELOW) {
      return shortest.toPlainString();
    }
    String digits = shortest.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - shortest.scale();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return String.format(
        Locale.ROOT,
        "%s%s%se%s%02d",
        value < 0 ? "-" : "",
        digits.charAt(0),
        fraction,
        exponent < 0 ? "-" : "+",
        Math.abs(exponent));
  }
}
