/**
 * Records that Kafka delivered and TDengine has not acknowledged, and which offsets that leaves.
 */
package io.taosbridge.sink.pending;
