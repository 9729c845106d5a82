package io.taosbridge.block;

/** The bytes are not a block: cut short, or with lengths that contradict each other. */
public final class MalformedBlockException extends RuntimeException {

  public MalformedBlockException(String message) {
    super(message);
  }
}
