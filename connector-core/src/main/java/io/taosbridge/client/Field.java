package io.taosbridge.client;

import io.taosbridge.block.ColumnType;

/** A column of a result: its name and type as the server reports them. */
public record Field(String name, ColumnType type) {}
