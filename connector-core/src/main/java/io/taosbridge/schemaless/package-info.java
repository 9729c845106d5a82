/**
 * Schemaless text (schemaless.md) made into points, as the server would read it: which supertable
 * and child table, which tags, which values, when. Knows nothing of connections or of what is
 * stored.
 */
package io.taosbridge.schemaless;
