package io.taosbridge.source.record;

/** What the records of one table have in common. */
record TableShape(Destination destination, RowPart keys, RowPart values) {}
