package io.taosbridge.source.record;

/**
 * What the records of one table have in common.
 *
 * @param table its name is null where a query does not select it
 */
record TableShape(TaggedTable table, Destination destination, RowPart keys, RowPart values) {}
