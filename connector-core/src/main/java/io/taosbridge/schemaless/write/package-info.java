/**
 * Writes rows as text in the three protocols of TDengine's schemaless writing (schemaless.md).
 * Knows nothing of Kafka.
 */
package io.taosbridge.schemaless.write;
