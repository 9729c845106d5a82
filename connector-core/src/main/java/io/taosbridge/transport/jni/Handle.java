package io.taosbridge.transport.jni;

import com.sun.jna.Pointer;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.TDengineException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A pointer that the library gave out and takes back once. It is given back when it is closed, no
 * call uses it any more, and all that was made with it has been given back: so that no order of
 * calls and closing, in any threads, lets the library see memory that it has freed.
 */
final class Handle {

  private final String what;
  private final Handle parent;
  private final Calls calls;
  private final ReentrantLock alone;
  private final Pointer pointer;
  private final Consumer<Pointer> free;
  private final Set<Handle> children = new HashSet<>();
  private boolean open = true;

  /** One for being open, one for each call, one for each child. */
  private int holds = 1;

  private Handle(
      String what,
      Handle parent,
      Calls calls,
      ReentrantLock alone,
      Pointer pointer,
      Consumer<Pointer> free) {
    this.what = what;
    this.parent = parent;
    this.calls = calls;
    this.alone = alone;
    this.pointer = pointer;
    this.free = free;
  }

  /**
   * @param what the name of the thing, for exceptions
   * @param calls runs all calls on it and on what is made with it
   */
  static Handle of(String what, Calls calls, Pointer pointer, Consumer<Pointer> free) {
    return new Handle(what, null, calls, new ReentrantLock(), pointer, free);
  }

  /**
   * Something made by a call on this handle, and to be called while that call lasts. It is closed
   * when this is, which may have happened already.
   */
  Handle child(String name, Pointer made, Consumer<Pointer> childFree) {
    return adopt(new Handle(name, this, calls, new ReentrantLock(), made, childFree));
  }

  /** A child that is a part of this: calls on both take turns, and it is not freed by itself. */
  Handle part(String name, Pointer made) {
    return adopt(new Handle(name, this, calls, alone, made, unused -> {}));
  }

  private Handle adopt(Handle child) {
    boolean orphan;
    synchronized (this) {
      holds++;
      orphan = !open;
      if (!orphan) {
        children.add(child);
      }
    }
    if (orphan) {
      child.close();
    }
    return child;
  }

  synchronized boolean isOpen() {
    return open;
  }

  /** Calls a function that may run in several threads at once. */
  <T> T call(Function<Pointer, T> function) {
    return calls.run(() -> use(function));
  }

  /** Calls a function that must have this to itself. */
  <T> T callAlone(Function<Pointer, T> function) {
    return calls.run(() -> useAlone(function));
  }

  /** Starts such a call, to be waited for with {@link #await}. */
  <T> CompletableFuture<T> startAlone(Function<Pointer, T> function) {
    return calls.start(() -> useAlone(function));
  }

  <T> T await(CompletableFuture<T> call) {
    return calls.await(call);
  }

  private <T> T useAlone(Function<Pointer, T> function) {
    return use(
        held -> {
          alone.lock();
          try {
            requireOpen(); // it may have been closed while this waited
            return function.apply(held);
          } finally {
            alone.unlock();
          }
        });
  }

  private <T> T use(Function<Pointer, T> function) {
    synchronized (this) {
      requireOpen();
      holds++;
    }
    try {
      return function.apply(pointer);
    } catch (TDengineException e) {
      Handle root = root();
      throw root.isOpen() || e instanceof ConnectionException ? e : root.closed(e);
    } finally {
      release();
    }
  }

  private void requireOpen() {
    if (!isOpen()) {
      Handle root = root();
      throw root.isOpen() ? Errors.misuse("the " + what + " is closed") : root.closed(null);
    }
  }

  private ConnectionException closed(Throwable cause) {
    return Errors.lost("the " + what + " was closed by this side", cause);
  }

  private Handle root() {
    return parent == null ? this : parent.root();
  }

  private void release() {
    synchronized (this) {
      holds--;
      if (holds > 0) {
        return;
      }
    }
    free.accept(pointer);
    if (parent != null) {
      parent.forget(this);
    }
  }

  private void forget(Handle child) {
    synchronized (this) {
      children.remove(child);
    }
    release();
  }

  /**
   * Refuses further calls, here and on what was made with this; closing a root ends all waiting for
   * its calls. Waits for nobody.
   */
  void close() {
    List<Handle> orphans;
    synchronized (this) {
      if (!open) {
        return;
      }
      open = false;
      orphans = new ArrayList<>(children);
    }
    if (parent == null) {
      calls.end(closed(null));
    }
    orphans.forEach(Handle::close);
    release();
  }
}
