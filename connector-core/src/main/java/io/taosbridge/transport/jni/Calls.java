package io.taosbridge.transport.jni;

import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Runs calls of the library in threads of their own, so that whoever waits for one can stop
 * waiting: when it is cancelled, when the time is up, or when the connection is closed. The call
 * itself goes on to its end: the library offers to stop it, but may then wait for ever, or free
 * memory twice ({@code taos_kill_query} and {@code taos_stop_query} of 3.3.7.5).
 *
 * <p>What a call uses must therefore outlive the waiting for it.
 */
final class Calls {

  private static final int IDLE_SECONDS = 10;

  /** What a call gives that must be closed. */
  interface Opened {
    void close();
  }

  private final Duration timeout;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          CallThread::new);
  private final Map<Long, CompletableFuture<?>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong lastCall = new AtomicLong();
  private volatile TDengineException end;

  private static final class CallThread extends Thread {

    CallThread(Runnable task) {
      super(task, "taos-call");
      setDaemon(true);
    }
  }

  /**
   * @param timeout how long a call is waited for
   */
  Calls(Duration timeout) {
    this.timeout = timeout;
  }

  /** Runs a call and waits for it; at once if this is a part of another call. */
  <T> T run(Supplier<T> call) {
    return Thread.currentThread() instanceof CallThread ? call.get() : await(start(call));
  }

  /** Starts a call; to be waited for with {@link #await}. */
  <T> CompletableFuture<T> start(Supplier<T> call) {
    CompletableFuture<T> future = new CompletableFuture<>();
    long id = lastCall.incrementAndGet();
    waiting.put(id, future);
    try {
      threads.execute(() -> complete(future, call));
    } catch (RejectedExecutionException e) {
      future.completeExceptionally(end);
    }
    if (end != null) {
      future.completeExceptionally(end);
    }
    CompletableFuture<T> unused = future.whenComplete((value, failure) -> waiting.remove(id));
    return future;
  }

  /** What nobody waits for any more is closed if it can be. */
  private static <T> void complete(CompletableFuture<T> future, Supplier<T> call) {
    try {
      T value = call.get();
      if (!future.complete(value) && value instanceof Opened unwanted) {
        unwanted.close();
      }
    } catch (RuntimeException | Error e) {
      future.completeExceptionally(e);
    }
  }

  <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } catch (TimeoutException e) {
      TDengineException late =
          Errors.timeout(
              "no answer from TDengine's client library in "
                  + timeout.toSeconds()
                  + " s; whether the request was carried out is unknown",
              0);
      if (future.completeExceptionally(late)) {
        throw late;
      }
      return future.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      TDengineException interrupted =
          Errors.lost("interrupted while waiting for TDengine's client library", e);
      future.completeExceptionally(interrupted);
      throw interrupted;
    }
  }

  /** Ends all waiting, now and later, with this exception. */
  void end(TDengineException reason) {
    end = reason;
    threads.shutdown();
    waiting.values().forEach(future -> future.completeExceptionally(reason));
  }
}
