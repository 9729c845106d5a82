package io.taosbridge.sink;

/** The tables must be looked at again before the batch can be judged; what was not done is. */
final class StalePlanException extends RuntimeException {

  StalePlanException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
