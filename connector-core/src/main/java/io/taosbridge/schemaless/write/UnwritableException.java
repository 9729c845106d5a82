package io.taosbridge.schemaless.write;

/** A row that cannot be written in a protocol without changing it; the message names the field. */
public final class UnwritableException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  UnwritableException(String message) {
    super(message);
  }

  UnwritableException(String message, Throwable cause) {
    super(message, cause);
  }
}
