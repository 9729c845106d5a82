package io.taosbridge.transport.ws;

import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests of one socket that wait for their replies. Once the socket has ended, every request
 * fails: those that wait, and those to come.
 */
final class InFlight {

  private final Map<Long, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
  private volatile TDengineException ended;

  /** Registers a request. */
  CompletableFuture<Reply> add(long requestId) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    if (waiting.putIfAbsent(requestId, reply) != null) {
      throw Errors.misuse("request id " + requestId + " is in flight already");
    }
    if (ended != null) { // looked at after registering: end() may have missed this one
      waiting.remove(requestId);
      reply.completeExceptionally(ended);
    }
    return reply;
  }

  /** Gives a reply to the request it belongs to; false if nobody waits for it. */
  boolean complete(long requestId, Reply reply) {
    CompletableFuture<Reply> request = waiting.remove(requestId);
    return request != null && request.complete(reply);
  }

  void forget(long requestId) {
    waiting.remove(requestId);
  }

  /** Fails all requests. The first reason stays. */
  void end(TDengineException reason) {
    synchronized (this) {
      if (ended == null) {
        ended = reason;
      }
    }
    waiting.values().forEach(request -> request.completeExceptionally(ended));
    waiting.clear();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean hasEnded() {
    return ended != null;
  }
}
