package io.taosbridge.sink.config;

/** Milliseconds that only ever rise. */
@FunctionalInterface
public interface Clock {
  long millis();
}
