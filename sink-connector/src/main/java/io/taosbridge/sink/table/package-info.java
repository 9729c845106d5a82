/** The databases, supertables and columns that are written to, and how they are made. */
package io.taosbridge.sink.table;
