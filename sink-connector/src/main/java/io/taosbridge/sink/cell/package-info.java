/** Writes the values of records into columns: unchanged, or not at all. */
package io.taosbridge.sink.cell;
