package io.taosbridge.local;

/** The states of connectors and tasks. */
public enum State {
  UNASSIGNED,
  RUNNING,
  PAUSED,
  STOPPED,
  FAILED,
  RESTARTING,
  DESTROYED
}
