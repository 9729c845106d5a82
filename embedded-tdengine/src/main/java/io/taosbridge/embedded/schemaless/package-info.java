/**
 * Schemaless text (schemaless.md) made into points: which table, which tags, which values, when.
 * Knows nothing of databases, sessions or what is stored.
 */
package io.taosbridge.embedded.schemaless;
