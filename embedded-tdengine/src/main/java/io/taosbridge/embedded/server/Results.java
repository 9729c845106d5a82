package io.taosbridge.embedded.server;

import java.util.HashMap;
import java.util.Map;

/** The open results of one socket, numbered from 1. */
final class Results {

  private final Map<Long, OpenResult> open = new HashMap<>();
  private long lastId;

  long add(OpenResult result) {
    lastId++;
    open.put(lastId, result);
    return lastId;
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
}
