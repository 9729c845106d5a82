package io.taosbridge.embedded.schemaless;

/** Text that cannot be taken: the server's number for it, and its text. */
public final class SchemalessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;

  SchemalessException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** For example {@code 0x3002}. */
  public int code() {
    return code;
  }
}
