/** Offsets as Kafka Connect keeps them, and which of them are in Kafka. */
package io.taosbridge.source.offset;
