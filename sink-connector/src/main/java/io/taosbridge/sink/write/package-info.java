/**
 * Writes records: rows, text or events, each kind by its own writer. What the server refuses is
 * searched for the record at fault, which alone is reported.
 */
package io.taosbridge.sink.write;
