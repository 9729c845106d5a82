package io.taosbridge.embedded.server;

import java.util.concurrent.atomic.AtomicInteger;

/** The open results of one socket. */
final class Results {

  private final Held<OpenResult> open;

  /**
   * @param total counts the open results of all sockets
   */
  Results(AtomicInteger total) {
    open = new Held<>(total);
  }

  long add(OpenResult result) {
    return open.add(result);
  }

  /**
   * @throws ProtocolException if no open result has this id
   */
  OpenResult get(long id) {
    OpenResult result = open.get(id);
    if (result == null) {
      throw new ProtocolException("result is nil");
    }
    return result;
  }

  void free(long id) {
    open.remove(id);
  }

  void freeAll() {
    open.clear();
  }
}
