package io.taosbridge.transport.ws;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Calls that are given up before their reply comes, as by a timeout but without waiting for it. */
final class Interrupted {

  private Interrupted() {}

  /**
   * Makes a call in another thread and interrupts it.
   *
   * @param asked whether the call has sent its request
   * @return what the call threw
   */
  static Throwable call(ThrowingCallable call, Callable<Boolean> asked) {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread thread = new Thread(() -> thrown.complete(catchThrowable(call)), "interrupted call");
    thread.start();
    await().until(asked);
    thread.interrupt();
    return thrown.join();
  }
}
