package io.taosbridge.embedded.tmq;

import java.util.function.Consumer;

/**
 * The polls of one socket: one is served, one may wait, and a newer one drops the one that waits
 * without an answer (tmq.md, section 2). A poll is handed what to call when it is answered.
 */
final class PollQueue {

  private final Runnable serve;
  private Consumer<Runnable> active;
  private Consumer<Runnable> waiting;
  private boolean subscribed;

  /**
   * @param serve puts {@link #run} in line with the socket's other work
   */
  PollQueue(Runnable serve) {
    this.serve = serve;
  }

  synchronized void add(Consumer<Runnable> poll) {
    if (active != null) {
      waiting = poll;
      return;
    }
    active = poll;
    if (subscribed) {
      serve.run();
    }
  }

  /** From now on polls are looked at. */
  synchronized void subscribed() {
    if (!subscribed) {
      subscribed = true;
      if (active != null) {
        serve.run();
      }
    }
  }

  void run() {
    Consumer<Runnable> poll;
    synchronized (this) {
      poll = active;
    }
    try {
      poll.accept(() -> answered(poll));
    } finally {
      answered(poll);
    }
  }

  /** A client that sends the next poll as soon as it has this answer must find the place free. */
  private synchronized void answered(Consumer<Runnable> poll) {
    if (active == poll) {
      active = waiting;
      waiting = null;
      if (active != null) {
        serve.run();
      }
    }
  }
}
