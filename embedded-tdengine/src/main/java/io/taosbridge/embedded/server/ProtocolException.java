package io.taosbridge.embedded.server;

/** A request that the adapter itself refuses; the database never sees it. */
public final class ProtocolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The code of everything that the adapter refuses without a database code. */
  public static final int CODE = 0xffff;

  public ProtocolException(String message) {
    super(message);
  }
}
