package io.taosbridge.source.dealing;

import io.taosbridge.client.Connection;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.Daemon;
import io.taosbridge.source.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away consumer groups and topics when a connector stops. The server lets go of a consumer
 * some seconds after its socket was closed (tmq.md, section 10), so this tries for a while, on a
 * thread of its own.
 */
public final class Farewell {

  private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Supplier<Connection> server;
  private final GroupCleanup groups;
  private final List<String> topics;

  /**
   * @param topics to be dropped as soon as no consumer is left
   */
  public Farewell(Supplier<Connection> server, GroupCleanup groups, Collection<String> topics) {
    this.server = server;
    this.groups = groups;
    this.topics = new ArrayList<>(topics);
  }

  /** Begins, and waits for the end for no longer than this. */
  public void start(Duration patience) {
    Thread thread = Daemon.start("tdengine-source-farewell", this::run);
    try {
      thread.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long start = System.nanoTime();
    try (Connection connection = server.get()) {
      while (!cleaned(connection)) {
        if (System.nanoTime() - start > LIMIT.toNanos()) {
          LOG.warn("Left behind, since still in use: consumer groups or topics {}", topics);
          return;
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      }
    } catch (TDengineException e) {
      LOG.warn("Left consumer groups and topics {} behind: {}", topics, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean cleaned(Connection connection) {
    int left = groups.drop(connection);
    topics.removeIf(topic -> dropped(connection, topic));
    return left == 0 && topics.isEmpty();
  }

  private static boolean dropped(Connection connection, String topic) {
    try {
      Topics.drop(connection, topic);
      LOG.info("Dropped topic {}", topic);
      return true;
    } catch (TDengineException e) {
      LOG.debug("Topic {} stays for now: {}", topic, e.getMessage());
      return false;
    }
  }
}
