package io.taosbridge.schemaless;

/** Why a piece of text is no point. Without a stack trace, since bad lines come in thousands. */
public final class BadPointException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BadPointException(String reason) {
    super(reason, null, false, false);
  }
}
