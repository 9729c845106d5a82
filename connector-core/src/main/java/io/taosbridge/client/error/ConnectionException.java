package io.taosbridge.client.error;

/** The server cannot be reached, refuses the login, or the connection broke. */
public final class ConnectionException extends TDengineException {

  public ConnectionException(
      String message, int code, long requestId, ErrorAction action, Throwable cause) {
    super(message, code, requestId, action, cause);
  }
}
