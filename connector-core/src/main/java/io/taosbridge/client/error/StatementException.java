package io.taosbridge.client.error;

/** A prepared statement was refused. */
public final class StatementException extends TDengineException {

  public StatementException(
      String message, int code, long requestId, ErrorAction action, Throwable cause) {
    super(message, code, requestId, action, cause);
  }
}
