/**
 * The buffer between reading from TDengine and Kafka Connect, which bounds both time and memory.
 */
package io.taosbridge.source.flow;
