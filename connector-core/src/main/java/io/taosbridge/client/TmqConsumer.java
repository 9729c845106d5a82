package io.taosbridge.client;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A member of a TMQ consumer group. Not safe for use by several threads at once, except {@link
 * #close()}, which ends a poll in another thread.
 *
 * <p>An offset is the version of a log entry in one vgroup. Many rows share one.
 */
public interface TmqConsumer extends AutoCloseable {

  /** The server's version, such as {@code 3.3.7.5}. */
  String serverVersion();

  /** Subscribes to these topics instead of those before. */
  void subscribe(Collection<String> topics);

  void unsubscribe();

  /** The topics subscribed to. */
  List<String> subscription();

  /**
   * The next message, or empty if none came in time. A message must be read before the next poll.
   *
   * @param timeout how long the server may wait for data
   */
  Optional<TmqMessage> poll(Duration timeout);

  /** The vgroups of a topic that this consumer owns now. */
  List<VgroupAssignment> assignment(String topic);

  /**
   * Makes the next poll of a vgroup start at an offset. Do so before the first poll: later, a
   * message already under way may still be delivered (tmq.md, section 8).
   */
  void seek(TopicVgroup vgroup, long offset);

  /** The next version to read. */
  long position(TopicVgroup vgroup);

  /** The offset committed for this group, or empty if there is none. */
  OptionalLong committed(TopicVgroup vgroup);

  /** Commits the position of every vgroup. */
  void commit();

  /** Commits the given offsets: the next versions to read. */
  void commit(Map<TopicVgroup, Long> offsets);

  /** Leaves the group and ends every call in flight. Does nothing when closed already. */
  @Override
  void close();
}
