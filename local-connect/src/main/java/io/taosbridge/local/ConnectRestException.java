package io.taosbridge.local;

/** The worker refused a request. */
public final class ConnectRestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  ConnectRestException(String request, int status, String message) {
    super(request + " was answered with " + status + ": " + message);
    this.status = status;
  }

  /** The HTTP status, such as 400 for a configuration that is not valid. */
  public int status() {
    return status;
  }
}
