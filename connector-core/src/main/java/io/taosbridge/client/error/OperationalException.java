package io.taosbridge.client.error;

/** The server cannot do it now: overload, a change under way, a timeout. */
public final class OperationalException extends TDengineException {

  public OperationalException(
      String message, int code, long requestId, ErrorAction action, Throwable cause) {
    super(message, code, requestId, action, cause);
  }
}
