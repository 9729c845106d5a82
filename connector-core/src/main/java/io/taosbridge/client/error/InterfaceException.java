package io.taosbridge.client.error;

/** The transport or the server's version lacks a feature, or an argument is wrong. */
public final class InterfaceException extends TDengineException {

  public InterfaceException(
      String message, int code, long requestId, ErrorAction action, Throwable cause) {
    super(message, code, requestId, action, cause);
  }
}
