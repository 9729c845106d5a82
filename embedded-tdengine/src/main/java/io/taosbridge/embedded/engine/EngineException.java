package io.taosbridge.embedded.engine;

/** An error as the server reports it: its number without the sign bit, and its text. */
public final class EngineException extends RuntimeException {

  private final int code;

  public EngineException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** For example {@code 0x2603}. */
  public int code() {
    return code;
  }
}
