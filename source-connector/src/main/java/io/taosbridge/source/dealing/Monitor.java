package io.taosbridge.source.dealing;

import io.taosbridge.client.Connection;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.connect.Backoff;
import io.taosbridge.connect.Daemon;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the server from time to time, on a thread and a connection of its own, and asks for
 * tasks anew when there is something else to read than what was dealt to them. When it cannot look,
 * nothing changes.
 */
public final class Monitor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);

  /** After this a second look tells whether something is really gone. */
  private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

  /** How long after its start the first look is waited for: the worker waits for the answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** How many looks may fail before the first one is not waited for any more. */
  private static final int FIRST_LOOKS = 3;

  private final Supplier<Connection> server;
  private final LayoutReader reader;
  private final GroupCleanup groups;
  private final Runnable change;
  private final Duration interval;
  private final Backoff retry;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Set<TopicVgroup> found = new HashSet<>();
  private final long begin = System.nanoTime();
  private volatile Connection connection;
  private Layout known;
  private Layout doubtful;
  private Layout dealt;
  private int failures;

  /**
   * @param server makes connections
   * @param change asks for tasks anew
   * @param interval between two looks
   */
  public Monitor(
      Supplier<Connection> server,
      LayoutReader reader,
      GroupCleanup groups,
      Runnable change,
      Duration interval) {
    this.server = server;
    this.reader = reader;
    this.groups = groups;
    this.change = change;
    this.interval = interval;
    this.retry = new Backoff(min(interval, Duration.ofMillis(500)), interval);
  }

  public void start() {
    Daemon.start("tdengine-source-monitor", this::run);
  }

  /**
   * What there is to read, to be dealt now: as of the last look that succeeded, or, while none has,
   * as far as the options name it.
   */
  public synchronized Layout deal() {
    awaitFirstLook();
    dealt = layout();
    return dealt;
  }

  private void awaitFirstLook() {
    try {
      long left = PATIENCE.toNanos() - (System.nanoTime() - begin);
      while (known == null && failures < FIRST_LOOKS && !isStopped() && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = PATIENCE.toNanos() - (System.nanoTime() - begin);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The vgroups that came after the first look. */
  public synchronized Set<TopicVgroup> found() {
    return Set.copyOf(found);
  }

  /** What was found last, or what the options name. */
  public synchronized Layout layout() {
    return known == null ? reader.unknown() : known;
  }

  private void run() {
    while (!isStopped()) {
      Duration pause;
      try {
        pause = look();
        failed(0);
      } catch (RuntimeException e) {
        pause = failed(failures() + 1);
        if (!isStopped()) {
          LOG.warn(
              "Could not look for new vgroups and topics, and goes on with those known; next attempt"
                  + " in {} ms: {}",
              pause.toMillis(),
              e.getMessage());
        }
      }
      await(pause);
    }
  }

  private synchronized int failures() {
    return failures;
  }

  /** Returns how long to pause after so many failures in a row. */
  private synchronized Duration failed(int times) {
    failures = times;
    notifyAll();
    return retry.pause(Math.max(1, times), ThreadLocalRandom.current());
  }

  /** Returns how long to pause. */
  private Duration look() {
    try (Connection opened = server.get()) {
      connection = opened;
      if (isStopped()) {
        return interval;
      }
      boolean certain = take(reader.read(opened));
      groups.sweep(opened);
      return certain ? interval : min(interval, SECOND_LOOK);
    } finally {
      connection = null;
    }
  }

  /**
   * Takes what was found, except that things that are gone, and be it because a server that has
   * just started does not know them yet, must be gone twice.
   *
   * @return whether it was taken
   */
  private boolean take(Layout layout) {
    boolean ask;
    synchronized (this) {
      if (lacks(layout) && !layout.equals(doubtful)) {
        doubtful = layout;
        return false;
      }
      doubtful = null;
      if (known != null) {
        Set<TopicVgroup> come = layout.all();
        come.removeAll(known.all());
        found.addAll(come);
        if (!layout.equals(known)) {
          LOG.info("What there is to read has changed to {}", layout.vgroups());
        }
      }
      known = layout;
      ask = dealt != null && !dealt.equals(known);
      notifyAll();
    }
    if (ask) {
      change.run();
    }
    return true;
  }

  private boolean lacks(Layout layout) {
    return known != null
        && !(layout.all().containsAll(known.all())
            && layout.vgroups().keySet().containsAll(known.vgroups().keySet()));
  }

  private void await(Duration pause) {
    try {
      stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      stopped.countDown();
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Ends a look that is under way. Does not wait. */
  @Override
  public void close() {
    stopped.countDown();
    synchronized (this) {
      notifyAll();
    }
    Connection current = connection;
    if (current != null) {
      current.close();
    }
  }
}
