package io.taosbridge.client.error;

/** A subscription, or a call on it, failed. */
public final class SubscriptionException extends TDengineException {

  public SubscriptionException(
      String message, int code, long requestId, ErrorAction action, Throwable cause) {
    super(message, code, requestId, action, cause);
  }
}
