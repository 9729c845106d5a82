package io.taosbridge.bench.race;

/**
 * How long one run took.
 *
 * @param cpuSeconds of all threads of this process
 */
public record Lap(double seconds, double cpuSeconds) {}
