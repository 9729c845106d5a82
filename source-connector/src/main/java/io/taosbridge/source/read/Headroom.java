package io.taosbridge.source.read;

import io.taosbridge.client.TopicVgroup;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Notices ahead of time that reading falls behind the recycling of a log: of what the log of a
 * vgroup holds, most has not been read yet, and it is a log whose begin TDengine has recycled.
 */
final class Headroom {

  /** Of the log that may be unread. */
  private static final double SHORT = 0.75;

  /** Of the log that must be unread at most before there is another warning. */
  private static final double AMPLE = 0.5;

  private enum State {
    AMPLE,
    SHORT_ONCE,
    WARNED
  }

  private final Map<TopicVgroup, State> states = new HashMap<>();

  /**
   * What to warn of; once, until there was room again. Takes two looks in a row, since an entry
   * that has just been written is a large part of a small log.
   *
   * @param next version to read
   */
  Optional<String> look(TopicVgroup vgroup, long next, long begin, long end) {
    double unread = end > begin ? (double) (end - next) / (end - begin) : 0;
    State before = states.getOrDefault(vgroup, State.AMPLE);
    if (begin == 0 || unread < (before == State.WARNED ? AMPLE : SHORT)) {
      states.put(vgroup, State.AMPLE);
      return Optional.empty();
    }
    states.put(vgroup, before == State.AMPLE ? State.SHORT_ONCE : State.WARNED);
    if (before != State.SHORT_ONCE) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            "Rows of vgroup %d of topic %s will soon be lost: TDengine recycles its log, which"
                + " begins at version %d, and of the %d versions in it %d are not read yet. Raise"
                + " WAL_RETENTION_PERIOD of the database, or let more tasks read",
            vgroup.vgroup(), vgroup.topic(), begin, end - begin, end - next));
  }
}
