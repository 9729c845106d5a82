package io.taosbridge.schemaless;

import io.taosbridge.block.DataType;

/** The name of a field and the type that its value has by its form. */
public record Attribute(String name, DataType type) {}
