package io.taosbridge.client.error;

/** A result cannot be read: cut short, malformed, or of another type. */
public final class ResultException extends TDengineException {

  public ResultException(
      String message, int code, long requestId, ErrorAction action, Throwable cause) {
    super(message, code, requestId, action, cause);
  }
}
