package io.taosbridge.connect;

import io.taosbridge.block.ColumnType;

/**
 * A column or tag of a table.
 *
 * @param compositeKey whether rows are told apart by it besides the primary timestamp
 */
public record ColumnInfo(String name, ColumnType type, boolean tag, boolean compositeKey) {}
