package io.taosbridge.source.record;

/**
 * What the records of one table have in common, in few objects: of tens of thousands of tables,
 * caches hold none, and each object that is looked at takes as long as making a record.
 *
 * @param name or null if it is not known
 * @param shape which all tables with such columns and tags share
 * @param destination which many tables share
 */
record TableShape(
    String name, RecordShape shape, Destination destination, RowPart keys, RowPart values) {}
