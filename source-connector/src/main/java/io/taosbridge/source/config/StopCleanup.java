package io.taosbridge.source.config;

/** What the connector takes away from TDengine when it stops. */
public enum StopCleanup {
  NONE,
  GROUPS,
  TOPICS
}
