package io.taosbridge.source.read;

import io.taosbridge.client.Connection;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.source.topic.TopicInfo;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer of all vgroups of its topics, which stands at the right position in each of its own.
 *
 * @param connection for questions about tables
 * @param topics by name
 * @param ordinals of all vgroups: which of its topic's vgroups each one is, from 0
 * @param own vgroups that this task reads; messages of the others are passed over
 */
public record Subscription(
    Connection connection,
    TmqConsumer consumer,
    Map<String, TopicInfo> topics,
    Map<TopicVgroup, Integer> ordinals,
    Set<TopicVgroup> own)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

  public Subscription {
    topics = Map.copyOf(topics);
    ordinals = Map.copyOf(ordinals);
    own = Set.copyOf(own);
  }

  /** Ends every call in flight. May be called by any thread, and more than once. */
  @Override
  public void close() {
    closeQuietly(consumer);
    closeQuietly(connection);
  }

  public static void closeQuietly(AutoCloseable closeable) {
    try {
      if (closeable != null) {
        closeable.close();
      }
    } catch (TDengineException e) {
      LOG.debug("Closing failed: {}", e.getMessage());
    } catch (Exception e) {
      LOG.warn("Closing failed", e);
    }
  }
}
