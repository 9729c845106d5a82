package io.taosbridge.source.record;

import io.taosbridge.block.ColumnType;

/** A tag of a supertable. */
public record TagField(String name, ColumnType type) {}
