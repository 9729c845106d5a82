package io.taosbridge.connect.metrics;

/** Somewhere to show metrics. */
public interface MetricSink {

  /** Shows values until what it returns is closed. */
  Shown show(MetricSet set);

  /** Values that are shown. */
  @FunctionalInterface
  interface Shown extends AutoCloseable {
    @Override
    void close();
  }
}
