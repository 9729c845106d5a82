package io.taosbridge.transport.jni;

import com.sun.jna.Pointer;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.client.error.TDengineException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The commits that nobody waits for. The library may tell of their end after the consumer is gone,
 * so that this must live as long as the library.
 */
final class Commits implements TmqApi.CommitCallback {

  private record Pending(Object owner, CompletableFuture<Void> future, String what) {}

  private final TmqApi api;
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicLong lastId = new AtomicLong();

  Commits(TmqApi api) {
    this.api = api;
  }

  /**
   * Takes note of a commit that is about to begin.
   *
   * @param owner the consumer that commits
   * @param what the call in words
   * @return what the library is to hand back at its end
   */
  Pointer begin(Object owner, CompletableFuture<Void> future, String what) {
    long id = lastId.incrementAndGet();
    pending.put(id, new Pending(owner, future, what));
    return new Pointer(id);
  }

  /** Ends what the library has not told the end of, and may never do. */
  void abandon(Object owner, TDengineException reason) {
    pending.forEach(
        (id, commit) -> {
          if (commit.owner == owner && pending.remove(id, commit)) {
            commit.future.completeExceptionally(reason);
          }
        });
  }

  /** Called by the library, whose thread must neither be kept nor see an exception. */
  @Override
  public void invoke(Pointer consumer, int code, Pointer id) {
    Pending commit = pending.remove(Pointer.nativeValue(id));
    if (commit != null) {
      String text = code == 0 ? "" : api.tmq_err2str(code);
      CompletableFuture<Void> future = commit.future;
      future.completeAsync(
          () -> {
            if (code != 0) {
              throw Errors.of(code, text, 0, Context.SUBSCRIPTION, commit.what);
            }
            return null;
          });
    }
  }
}
