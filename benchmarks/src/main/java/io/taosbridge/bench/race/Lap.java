package io.taosbridge.bench.race;

/**
 * How long one run took.
 *
 * @param cpuSeconds of all threads of the process that is measured
 */
public record Lap(double seconds, double cpuSeconds) {}
