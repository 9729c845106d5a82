package io.taosbridge.sink.plan;

/** The tables must be looked at again before the batch can be judged; what was not done is. */
public final class StalePlanException extends RuntimeException {

  public StalePlanException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
