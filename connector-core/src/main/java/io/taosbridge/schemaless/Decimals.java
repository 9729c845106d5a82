package io.taosbridge.schemaless;

import java.math.BigInteger;

/**
 * The double that is nearest to a decimal number, by Eisel's and Lemire's algorithm ("Number
 * Parsing at a Gigabyte per Second", section 5), for the exponents that it is exact for without
 * further checks. Twice as fast as a parser of text, whose work on the digits was done already.
 */
final class Decimals {

  private static final int MIN_EXPONENT = -27;

  /** Digits that 64 bits without a sign hold in any case. */
  static final int MAX_DIGITS = 19;

  private static final int FRACTION_BITS = 52;
  private static final int BIAS = 1023;

  /** Powers of five from the smallest exponent to 0, as 128 bits of which the first is set. */
  private static final long[] HIGH = new long[1 - MIN_EXPONENT];

  private static final long[] LOW = new long[1 - MIN_EXPONENT];

  static {
    HIGH[-MIN_EXPONENT] = Long.MIN_VALUE;
    for (int exponent = MIN_EXPONENT; exponent < 0; exponent++) {
      BigInteger power = BigInteger.valueOf(5).pow(-exponent);
      BigInteger reciprocal =
          BigInteger.ONE.shiftLeft(power.bitLength() + 127).divide(power).add(BigInteger.ONE);
      HIGH[exponent - MIN_EXPONENT] = reciprocal.shiftRight(Long.SIZE).longValue();
      LOW[exponent - MIN_EXPONENT] = reciprocal.longValue();
    }
  }

  private Decimals() {}

  /** Whether {@link #nearest} takes numbers with this exponent. */
  static boolean has(int exponent) {
    return exponent >= MIN_EXPONENT && exponent <= 0;
  }

  /**
   * The double nearest to digits × 10^exponent.
   *
   * @param digits without a sign
   */
  static double nearest(long digits, int exponent) {
    if (digits == 0) {
      return 0;
    }
    int zeros = Long.numberOfLeadingZeros(digits);
    long normal = digits << zeros;
    int index = exponent - MIN_EXPONENT;
    long high = multiplyHigh(normal, HIGH[index]);
    long low = normal * HIGH[index];
    if ((high & 0x1FF) == 0x1FF) {
      // The bits that are cut off may round up.
      long more = multiplyHigh(normal, LOW[index]);
      low += more;
      high += Long.compareUnsigned(low, more) < 0 ? 1 : 0;
    }
    int upper = (int) (high >>> 63);
    int shift = upper + Long.SIZE - FRACTION_BITS - 3;
    long mantissa = high >>> shift;
    boolean half = Long.compareUnsigned(low, 1) <= 0 && (mantissa & 3) == 1;
    if (half && exponent >= -4 && mantissa << shift == high) {
      mantissa &= ~1; // to even
    }
    mantissa = (mantissa + (mantissa & 1)) >>> 1;
    // The exponent's bits for 10^exponent, by log2(10) in 16 bits.
    long power = ((217706L * exponent) >> 16) + 63 + upper - zeros + BIAS;
    // A mantissa that was rounded up to the next power of two adds one to the exponent.
    return Double.longBitsToDouble(((power - 1) << FRACTION_BITS) + mantissa);
  }

  /** The upper half of the product of two numbers without signs. */
  private static long multiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }
}
