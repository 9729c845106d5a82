package io.taosbridge.schemaless.write;

import io.taosbridge.block.ColumnType;

/**
 * A tag of a table.
 *
 * @param value as {@link io.taosbridge.block.Column#getObject} has values of this type; null for
 *     NULL, which no protocol writes
 */
public record TextTag(String name, ColumnType type, Object value) {}
