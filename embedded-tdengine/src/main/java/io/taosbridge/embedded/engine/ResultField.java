package io.taosbridge.embedded.engine;

import io.taosbridge.block.ColumnType;

/** A column of a result. */
public record ResultField(String name, ColumnType type) {}
