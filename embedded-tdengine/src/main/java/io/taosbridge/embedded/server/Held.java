package io.taosbridge.embedded.server;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What a socket keeps for its client, numbered from 1 and counted over all sockets. */
final class Held<T> {

  private final AtomicInteger total;
  private final Map<Long, T> held = new HashMap<>();
  private long lastId;

  Held(AtomicInteger total) {
    this.total = total;
  }

  long add(T thing) {
    lastId++;
    held.put(lastId, thing);
    total.incrementAndGet();
    return lastId;
  }

  /** The thing of this id, or null. */
  T get(long id) {
    return held.get(id);
  }

  void remove(long id) {
    if (held.remove(id) != null) {
      total.decrementAndGet();
    }
  }

  void clear() {
    total.addAndGet(-held.size());
    held.clear();
  }
}
