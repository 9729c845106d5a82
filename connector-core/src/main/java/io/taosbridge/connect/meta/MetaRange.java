package io.taosbridge.connect.meta;

/**
 * The time of rows, both ends included. {@link Long#MIN_VALUE} and {@link Long#MAX_VALUE} are no
 * bound.
 *
 * @param first in the database's precision
 * @param last in the database's precision
 */
public record MetaRange(long first, long last) {}
