package io.taosbridge.client;

import io.taosbridge.client.error.Errors;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A member of a TMQ consumer group. Not safe for use by several threads at once, except {@link
 * #close()}, which ends a poll in another thread, and commits without waiting.
 *
 * <p>An offset is the version of a log entry in one vgroup. Many rows share one.
 */
public interface TmqConsumer extends AutoCloseable {

  /** The server's version, such as {@code 3.3.7.5}. */
  String serverVersion();

  /** Subscribes to these topics instead of those before. */
  void subscribe(Collection<String> topics);

  /** Gives every vgroup back; commits first if {@code enable.auto.commit} is set. */
  void unsubscribe();

  /** The topics subscribed to. */
  List<String> subscription();

  /**
   * The next message, or empty if none came in time. A message must be read before the next poll.
   *
   * <p>With {@code enable.auto.commit}, what earlier polls returned is committed here when {@code
   * auto.commit.interval.ms} have passed.
   *
   * @param timeout how long the server may wait for data
   */
  Optional<TmqMessage> poll(Duration timeout);

  /**
   * Asks for the next message and its rows without waiting for them, so that the server works on
   * them while the current one is being dealt with. What was not fetched of the current one is gone
   * then. Until the next poll, {@link #commit()}, {@link #commitAsync()}, {@link #position} and
   * {@link #seek} are refused, for the server counts the message that is under way.
   *
   * <p>Does nothing where that cannot be, and with {@code enable.auto.commit}, which would commit
   * the current message too early.
   */
  default void pollAhead() {}

  /**
   * As {@link #pollAhead()}, for a consumer that does not read the rows of every vgroup.
   *
   * @param vgroups whose rows are to come along; those of others are fetched when asked for
   */
  default void pollAhead(Set<TopicVgroup> vgroups) {
    pollAhead();
  }

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

  /** Commits the position of every vgroup: everything polled so far. */
  void commit();

  /** Commits the given offsets: the next versions to read. */
  void commit(Map<TopicVgroup, Long> offsets);

  /**
   * Commits a message: its {@link TmqMessage#responseOffset()}, in its own vgroup only.
   *
   * @throws io.taosbridge.client.error.OperationalException if it has none, while a snapshot is
   *     read
   */
  default void commit(TmqMessage message) {
    commit(offsetsAfter(message));
  }

  /** As {@link #commit()}, without waiting; the future fails with a TDengineException. */
  default CompletableFuture<Void> commitAsync() {
    return CompletableFuture.runAsync(this::commit);
  }

  /** As {@link #commit(Map)}, without waiting; the future fails with a TDengineException. */
  default CompletableFuture<Void> commitAsync(Map<TopicVgroup, Long> offsets) {
    return CompletableFuture.runAsync(() -> commit(offsets));
  }

  /** As {@link #commit(TmqMessage)}, without waiting; the future fails with a TDengineException. */
  default CompletableFuture<Void> commitAsync(TmqMessage message) {
    return commitAsync(offsetsAfter(message));
  }

  private static Map<TopicVgroup, Long> offsetsAfter(TmqMessage message) {
    if (message.responseOffset() == TmqData.NO_OFFSET) {
      throw Errors.misuse(message + " is of a snapshot: it has no offset to commit");
    }
    return Map.of(new TopicVgroup(message.topic(), message.vgroup()), message.responseOffset());
  }

  /**
   * Leaves the group and ends every call in flight; commits first if {@code enable.auto.commit} is
   * set and no call is in flight. Does nothing when closed already.
   */
  @Override
  void close();
}
