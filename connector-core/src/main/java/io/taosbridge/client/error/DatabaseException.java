package io.taosbridge.client.error;

/** The server failed, or an object is missing there. */
public final class DatabaseException extends TDengineException {

  public DatabaseException(
      String message, int code, long requestId, ErrorAction action, Throwable cause) {
    super(message, code, requestId, action, cause);
  }
}
