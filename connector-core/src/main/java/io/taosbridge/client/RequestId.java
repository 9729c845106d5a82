package io.taosbridge.client;

import java.util.concurrent.ThreadLocalRandom;

/** Makes request ids: positive, never 0, and unlikely to be met twice in a server's logs. */
public final class RequestId {

  private RequestId() {}

  public static long next() {
    return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  }
}
