package io.taosbridge.embedded.server;

import java.util.concurrent.atomic.AtomicInteger;

/** How much all sockets of {@code /ws} hold for their clients. */
public final class Census {

  private final AtomicInteger results = new AtomicInteger();
  private final AtomicInteger statements = new AtomicInteger();

  public AtomicInteger results() {
    return results;
  }

  /** Of STMT2 and of STMT. */
  public AtomicInteger statements() {
    return statements;
  }
}
