package io.taosbridge.client.error;

/** The statement or a value in it is wrong. */
public final class ProgrammingException extends TDengineException {

  public ProgrammingException(
      String message, int code, long requestId, ErrorAction action, Throwable cause) {
    super(message, code, requestId, action, cause);
  }
}
