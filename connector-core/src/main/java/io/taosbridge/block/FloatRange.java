package io.taosbridge.block;

/** What FLOAT holds of a double. */
public final class FloatRange {

  private FloatRange() {}

  /**
   * The nearest float; NaN and the infinities stay what they are.
   *
   * @throws IllegalArgumentException if a finite value is beyond the largest float
   */
  public static float narrow(double value) {
    float narrowed = (float) value;
    if (Float.isInfinite(narrowed) && !Double.isInfinite(value)) {
      throw new IllegalArgumentException(value + " is out of range for FLOAT");
    }
    return narrowed;
  }
}
