package io.taosbridge.client.pool;

import io.taosbridge.client.error.Errors;
import java.time.Duration;

/**
 * How a pool behaves.
 *
 * @param size the most connections at a time
 * @param maxWait how long {@link ConnectionPool#borrow()} may wait for one
 * @param idleCheck how often idle connections are checked; zero for never
 */
public record PoolOptions(int size, Duration maxWait, Duration idleCheck) {

  /** 8 connections, 30 s, every 30 s. */
  public static final PoolOptions DEFAULT =
      new PoolOptions(8, Duration.ofSeconds(30), Duration.ofSeconds(30));

  /**
   * @throws io.taosbridge.client.error.InterfaceException naming what is out of range
   */
  public PoolOptions {
    if (size < 1) {
      throw Errors.invalid("a pool's size must be at least 1, not " + size);
    }
    if (maxWait.isNegative() || idleCheck.isNegative()) {
      throw Errors.invalid("a pool's maxWait and idleCheck must not be negative");
    }
  }

  /** The same, but with another size. */
  public PoolOptions withSize(int other) {
    return new PoolOptions(other, maxWait, idleCheck);
  }

  /** The same, but with another longest wait. */
  public PoolOptions withMaxWait(Duration other) {
    return new PoolOptions(size, other, idleCheck);
  }

  /** The same, but with another pause between checks. */
  public PoolOptions withIdleCheck(Duration other) {
    return new PoolOptions(size, maxWait, other);
  }
}
