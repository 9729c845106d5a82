package io.taosbridge.client.error;

/** What helps against an error (errors.md). */
public enum ErrorAction {
  /** Send the same request again after a pause. */
  RETRY,
  /** Open a new connection, to the next host if there are several, then send again. */
  RECONNECT,
  /** Read the schema again, prepare again, or wait for a change of tables to be done; then send. */
  REFRESH,
  /** Never send this record or request again unchanged. */
  BAD_RECORD,
  /** Stop: configuration, rights or capacity. */
  FATAL
}
