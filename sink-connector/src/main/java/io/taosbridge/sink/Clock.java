package io.taosbridge.sink;

/** Milliseconds that only ever rise. */
@FunctionalInterface
interface Clock {
  long millis();
}
