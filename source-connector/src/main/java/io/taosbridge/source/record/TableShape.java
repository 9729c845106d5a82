package io.taosbridge.source.record;

/**
 * What the records of one table have in common, in few objects: tens of thousands of tables do not
 * fit caches.
 *
 * @param name or null if it is not known
 * @param destination which many tables share
 */
record TableShape(String name, Destination destination, RowPart keys, RowPart values) {}
