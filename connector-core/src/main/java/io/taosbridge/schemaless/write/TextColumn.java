package io.taosbridge.schemaless.write;

import io.taosbridge.block.ColumnType;

/**
 * A column of blocks that becomes text.
 *
 * @param name of the field in a line, of the metric in OpenTSDB's protocols
 * @param index in the block
 */
public record TextColumn(String name, ColumnType type, int index) {}
