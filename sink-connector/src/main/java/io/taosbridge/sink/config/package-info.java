/** The options of the sink, each group of them in a class of its own, as typed values. */
package io.taosbridge.sink.config;
