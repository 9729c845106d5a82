package io.taosbridge.source.record;

import io.taosbridge.connect.CellReader;
import org.apache.kafka.connect.data.Schema;

/**
 * What a column or tag becomes: a schema, and how to read values for it.
 *
 * @param isSure whether every cell can be read
 */
record FieldType(Schema schema, CellReader reader, boolean isSure) {}
