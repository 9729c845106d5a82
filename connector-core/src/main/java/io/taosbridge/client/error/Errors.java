package io.taosbridge.client.error;

import static io.taosbridge.client.error.TDengineException.CLIENT_SIDE;

/**
 * Makes the exception that fits an error. Texts say what happened and, where something usually
 * helps, what to do.
 */
public final class Errors {

  /** The call that failed. */
  public enum Context {
    CONNECTION(null),
    QUERY(null),
    STATEMENT(ErrorKind.STATEMENT),
    SCHEMALESS(ErrorKind.SCHEMALESS),
    SUBSCRIPTION(ErrorKind.SUBSCRIPTION);

    private final ErrorKind own;

    Context(ErrorKind own) {
      this.own = own;
    }

    private ErrorKind kindOf(ErrorKind found) {
      boolean general = found == ErrorKind.CONNECTION || found == ErrorKind.INTERFACE;
      return own == null || general ? found : own;
    }
  }

  private Errors() {}

  /**
   * An error that the server or the adapter reported.
   *
   * @param code TDengine's code, masked or as a negative number
   * @param message the server's text; may be empty
   * @param requestId the request that failed, or 0
   */
  public static TDengineException of(int code, String message, long requestId, Context context) {
    return of(code, message, requestId, context, null);
  }

  /**
   * An error that the server or the adapter reported.
   *
   * @param what the call in words, such as {@code cannot subscribe to [t]}; null if there is
   *     nothing to add to the server's text
   */
  public static TDengineException of(
      int code, String message, long requestId, Context context, String what) {
    int low = code & 0xffff;
    String text = message == null ? "" : message.strip();
    ErrorTable.Entry entry = ErrorTable.find(low, text);
    StringBuilder full = new StringBuilder();
    if (what != null) {
      full.append(what).append(": ");
    }
    full.append(text.isEmpty() ? entry.meaning() : text);
    if (!entry.advice().isEmpty()) {
      if (!text.isEmpty() && !text.equalsIgnoreCase(entry.meaning())) {
        full.append(" (").append(entry.meaning()).append(')');
      }
      full.append("; ").append(entry.advice());
    }
    return context.kindOf(entry.kind()).make(full.toString(), low, requestId, entry.action());
  }

  /**
   * An error of which an HTTP status tells more than the code (rest.md, section 6).
   *
   * @param code TDengine's code, or {@link TDengineException#CLIENT_SIDE} if there is none
   * @param message what happened
   * @param requestId the request that failed, or 0
   */
  public static TDengineException ofHttpStatus(
      int status, int code, String message, long requestId, Context context) {
    String text = message + " (HTTP status " + status + ")";
    return switch (status) {
      case 400 ->
          http(ErrorKind.PROGRAMMING, ErrorAction.BAD_RECORD, code, text, requestId, context);
      case 401 ->
          http(
              ErrorKind.CONNECTION,
              ErrorAction.FATAL,
              code,
              text + "; check user and password, or the token",
              requestId,
              context);
      case 403 ->
          http(
              ErrorKind.CONNECTION,
              ErrorAction.FATAL,
              code,
              text + "; check the user's IP whitelist and taosAdapter's reject patterns",
              requestId,
              context);
      case 408, 429, 503 ->
          http(ErrorKind.OPERATIONAL, ErrorAction.RETRY, code, text, requestId, context);
      case 502, 504 ->
          http(ErrorKind.CONNECTION, ErrorAction.RECONNECT, code, text, requestId, context);
      case 500 -> http(ErrorKind.DATABASE, ErrorAction.FATAL, code, text, requestId, context);
      default ->
          http(
              ErrorKind.INTERFACE,
              ErrorAction.FATAL,
              code,
              text + "; is this really taosAdapter, and its port?",
              requestId,
              context);
    };
  }

  private static TDengineException http(
      ErrorKind kind, ErrorAction action, int code, String text, long requestId, Context context) {
    return context.kindOf(kind).make(text, code, requestId, action);
  }

  /** An argument, option or URL is wrong, or something is asked for that cannot be done here. */
  public static InterfaceException invalid(String message) {
    return invalid(message, null);
  }

  /** An argument, option or URL is wrong, or something is asked for that cannot be done here. */
  public static InterfaceException invalid(String message, Throwable cause) {
    return new InterfaceException(message, CLIENT_SIDE, 0, ErrorAction.FATAL, cause);
  }

  /** The connection could not be made or is lost; a new one may work. */
  public static ConnectionException lost(String message, Throwable cause) {
    return new ConnectionException(message, CLIENT_SIDE, 0, ErrorAction.RECONNECT, cause);
  }

  /** No reply came in time: whether the request was carried out is unknown. */
  public static ConnectionException timeout(String message, long requestId) {
    return new ConnectionException(message, CLIENT_SIDE, requestId, ErrorAction.RECONNECT, null);
  }

  /** The calls came in an order that cannot work, or after {@code close()}. */
  public static OperationalException misuse(String message) {
    return new OperationalException(message, CLIENT_SIDE, 0, ErrorAction.FATAL, null);
  }

  /** What the server sent cannot be read. */
  public static ResultException unreadable(String message, Throwable cause) {
    return new ResultException(message, CLIENT_SIDE, 0, ErrorAction.FATAL, cause);
  }
}
