package io.taosbridge.client.error;

/**
 * Any failure of a call to TDengine. The subclasses are the kinds that TDengine's own clients know.
 * No message ever holds a password or token.
 */
public class TDengineException extends RuntimeException {

  /** The code of an error that was found on this side, before or without the server. */
  public static final int CLIENT_SIDE = -1;

  private final int code;
  private final long requestId;
  private final ErrorAction action;

  public TDengineException(
      String message, int code, long requestId, ErrorAction action, Throwable cause) {
    super(describe(message, code, requestId), cause);
    this.code = code;
    this.requestId = requestId;
    this.action = action;
  }

  private static String describe(String message, int code, long requestId) {
    StringBuilder text = new StringBuilder(message);
    if (code != CLIENT_SIDE) {
      text.append(String.format(" [0x%04x]", code));
    }
    if (requestId != 0) {
      text.append(" (request ").append(requestId).append(')');
    }
    return text.toString();
  }

  /** TDengine's code, its low 16 bits; {@link #CLIENT_SIDE} if the error was found on this side. */
  public int code() {
    return code;
  }

  /** The id of the request that failed, or 0. */
  public long requestId() {
    return requestId;
  }

  /** What helps. */
  public ErrorAction action() {
    return action;
  }
}
