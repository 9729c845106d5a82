package io.taosbridge.bench.report;

/**
 * A goal and what became of it.
 *
 * @param value what was measured
 * @param limit what it should be at least or at most
 */
public record Verdict(Unit unit, double value, Bound bound, double limit) {

  /** On which side of its limit a value should be. */
  public enum Bound {
    AT_LEAST("≥"),
    AT_MOST("≤");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }

    /** In front of a number. */
    public String sign() {
      return sign;
    }
  }

  public static Verdict atLeast(Unit unit, double value, double limit) {
    return new Verdict(unit, value, Bound.AT_LEAST, limit);
  }

  public static Verdict atMost(Unit unit, double value, double limit) {
    return new Verdict(unit, value, Bound.AT_MOST, limit);
  }

  /** False also for a value that is no number. */
  public boolean isMet() {
    return bound == Bound.AT_LEAST ? value >= limit : value <= limit;
  }

  /** The goal, such as {@code ≥ 2 ×}. */
  public String goal() {
    return bound.sign() + " " + Unit.limit(limit) + " " + unit.text();
  }

  /** Whether it is met, and how. */
  public String outcome() {
    return (isMet() ? "met: " : "**not met**: ") + unit.with(value);
  }
}
