/**
 * Rows as text in the three protocols that TDengine's schemaless writing takes (schemaless.md).
 * Knows nothing of Kafka.
 */
package io.taosbridge.schemaless;
