package io.taosbridge.bench.connect;

import java.nio.charset.StandardCharsets;

/**
 * Counts the records of a topic and sums up their counters, which text values of every format hold
 * after the field's name.
 */
public final class Tally {

  private static final byte[] NAME = "counter".getBytes(StandardCharsets.US_ASCII);

  private long records;
  private long sum;

  public void add(byte[] value) {
    records++;
    sum += counter(value);
  }

  public long records() {
    return records;
  }

  public long sum() {
    return sum;
  }

  /**
   * The digits after the name and what stands between them, such as {@code ":} or {@code =}.
   *
   * @throws IllegalStateException if there are none
   */
  public static long counter(byte[] value) {
    int at = indexAfterName(value);
    while (at < value.length && !isDigit(value[at])) {
      at++;
    }
    if (at >= value.length) {
      throw new IllegalStateException(
          "a record has no counter: " + new String(value, StandardCharsets.UTF_8));
    }
    long counter = 0;
    while (at < value.length && isDigit(value[at])) {
      counter = counter * 10 + value[at] - '0';
      at++;
    }
    return counter;
  }

  private static int indexAfterName(byte[] value) {
    for (int from = 0; from + NAME.length <= value.length; from++) {
      int matched = 0;
      while (matched < NAME.length && value[from + matched] == NAME[matched]) {
        matched++;
      }
      if (matched == NAME.length) {
        return from + matched;
      }
    }
    return value.length;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
