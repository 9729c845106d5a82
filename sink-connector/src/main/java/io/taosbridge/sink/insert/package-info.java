/**
 * Writes rows that are ready for their table, by STMT2, SQL or marked as copies, over one
 * connection.
 */
package io.taosbridge.sink.insert;
