package io.taosbridge.bench.report;

import java.util.Arrays;

/**
 * What was measured, several times.
 *
 * @param median of the repeats
 * @param repeats how often; the spread of one means nothing
 */
public record Figure(Unit unit, double median, double lowest, double highest, int repeats) {

  /**
   * Of what each repeat gave.
   *
   * @param values at least one
   */
  public static Figure of(Unit unit, double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Figure(
        unit, sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1], sorted.length);
  }
}
