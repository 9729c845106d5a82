package io.taosbridge.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/**
 * Says how far a job is: on one line that changes where a person looks on, else on a line of its
 * own every few seconds.
 */
final class ProgressLine {

  private static final Duration EVERY = Duration.ofMillis(200);
  private static final Duration EVERY_PLAIN = Duration.ofSeconds(5);

  private final PrintWriter out;
  private final boolean terminal;
  private final String job;
  private final long total;
  private final long started = System.nanoTime();
  private long lastPrinted = started;

  ProgressLine(PrintWriter out, boolean terminal, String job, long total) {
    this.out = out;
    this.terminal = terminal;
    this.job = job;
    this.total = total;
  }

  /**
   * Prints if it is time to.
   *
   * @param note more to say, or empty
   */
  void update(long rows, String note) {
    long now = System.nanoTime();
    if (now - lastPrinted < (terminal ? EVERY : EVERY_PLAIN).toNanos()) {
      return;
    }
    lastPrinted = now;
    String line = line(rows) + note;
    if (terminal) {
      out.print("\r\033[K" + line);
    } else {
      out.println(line);
    }
    out.flush();
  }

  /** Prints the last line and ends it. */
  void finish(long rows) {
    out.println((terminal ? "\r\033[K" : "") + line(rows));
    out.flush();
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  static long perSecond(long rows, Duration time) {
    return Math.round(rows / Math.max(0.001, time.toNanos() / 1e9));
  }

  private String line(long rows) {
    return String.format(
        Locale.ROOT,
        "%-12s %,9d of %,d rows  %,8d rows/s",
        job,
        rows,
        total,
        perSecond(rows, elapsed()));
  }
}
