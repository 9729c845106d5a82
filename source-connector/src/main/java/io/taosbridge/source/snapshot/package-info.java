/** Reads by query the rows that the log does not hold any more, before the log is read. */
package io.taosbridge.source.snapshot;
