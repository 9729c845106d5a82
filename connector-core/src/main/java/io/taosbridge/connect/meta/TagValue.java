package io.taosbridge.connect.meta;

import io.taosbridge.block.ColumnType;

/**
 * The value of a tag.
 *
 * @param text the value as text, without quotes: TIMESTAMP as a number in the database's precision,
 *     VARBINARY and GEOMETRY (well-known binary) as {@code \x} and hexadecimal digits; null for
 *     NULL
 */
public record TagValue(String name, ColumnType type, String text) {}
