package io.taosbridge.bench.report;

import java.util.Locale;

/** What a figure counts. */
public enum Unit {
  ROWS_PER_SECOND("rows/s", "%,.0f"),
  MILLISECONDS("ms", "%,.1f"),
  MEBIBYTES("MiB", "%,.0f"),
  CPU_SECONDS("CPU s per 1 M rows", "%.2f"),
  CPU_SECONDS_MORE("CPU s more per 1 M rows", "%.2f"),
  TIMES("×", "%.2f"),
  TIMES_THE_CPU("× the CPU", "%.2f");

  private final String text;
  private final String format;

  Unit(String text, String format) {
    this.text = text;
    this.format = format;
  }

  /** As it stands behind a number. */
  public String text() {
    return text;
  }

  /** The number alone, with as many digits as it is worth. */
  public String number(double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /** The number with its unit. */
  public String with(double value) {
    return number(value) + " " + text;
  }

  /** A limit that somebody has chosen, with no more digits than that has. */
  public static String limit(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
