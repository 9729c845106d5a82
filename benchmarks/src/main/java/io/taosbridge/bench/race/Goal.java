package io.taosbridge.bench.race;

/**
 * What a race should show: that the first of its runners is so many times as fast as another.
 *
 * @param peer name of the other
 */
public record Goal(String peer, double ratio) {}
