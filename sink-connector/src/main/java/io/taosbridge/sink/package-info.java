/**
 * Kafka records into TDengine: the connector and its task are thin, {@link
 * io.taosbridge.sink.SinkEngine} behind them does the work.
 */
package io.taosbridge.sink;
