/** What a sink task shows of itself. */
package io.taosbridge.sink.metrics;
