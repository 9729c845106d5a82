package io.taosbridge.source.offset;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * How far the snapshot of a vgroup has come.
 *
 * @param log the log version from which reading goes on after the snapshot, taken before it began
 * @param lost the version that was wanted when the log was found to begin later; {@link #NONE} if
 *     the snapshot has another reason
 * @param place what is read next; null at the start and at the end
 * @param done whether all is read
 */
public record SnapshotOffset(long log, long lost, SnapshotPlace place, boolean done) {

  public static final long NONE = -1;

  private static final String LOG = "log";
  private static final String LOST = "lost";
  private static final String DONE = "done";
  private static final String TABLE = "table";
  private static final String FIRST_CHILD = "firstChild";
  private static final String LAST_CHILD = "lastChild";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final Set<String> KEYS =
      Set.of(LOG, LOST, DONE, TABLE, FIRST_CHILD, LAST_CHILD, FROM, TO);

  /** A snapshot that has not begun. */
  public static SnapshotOffset start(long log, long lost) {
    return new SnapshotOffset(log, lost, null, false);
  }

  public SnapshotOffset at(SnapshotPlace next) {
    return new SnapshotOffset(log, lost, next, false);
  }

  public SnapshotOffset finished() {
    return new SnapshotOffset(log, lost, null, true);
  }

  /** As Kafka Connect keeps it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new HashMap<>();
    map.put(LOG, log);
    if (lost != NONE) {
      map.put(LOST, lost);
    }
    if (done) {
      map.put(DONE, true);
    }
    if (place != null) {
      map.put(TABLE, place.table());
      if (place.firstChild() != null) {
        map.put(FIRST_CHILD, place.firstChild());
        map.put(LAST_CHILD, place.lastChild());
      }
      if (place.rest() != null) {
        map.put(FROM, place.rest().first());
        map.put(TO, place.rest().last());
      }
    }
    return Map.copyOf(map);
  }

  /**
   * Reads what Kafka Connect kept; empty if that is nothing.
   *
   * @throws ConnectException saying what it should look like
   */
  public static Optional<SnapshotOffset> read(Map<String, ?> stored) {
    if (stored == null || stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (!KEYS.containsAll(stored.keySet())) {
        throw new IllegalArgumentException("unknown key");
      }
      long log = version(stored, LOG);
      long lost = stored.containsKey(LOST) ? version(stored, LOST) : NONE;
      boolean done = stored.containsKey(DONE) && (Boolean) stored.get(DONE);
      return Optional.of(new SnapshotOffset(log, lost, done ? null : place(stored), done));
    } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
      throw new ConnectException(
          "the source offset of a snapshot looks like {\"log\": 12, \"done\": true} or {\"log\": 12,"
              + " \"table\": \"st\", \"firstChild\": \"a\", \"lastChild\": \"k\", \"from\": 1, \"to\":"
              + " 9}, not "
              + stored
              + "; delete it to have no snapshot, and the vgroup's other offset, too, to begin anew",
          e);
    }
  }

  /**
   * @throws ConnectException saying what the offset should look like
   */
  public static void check(Map<String, ?> offset) {
    if (read(offset).isEmpty()) {
      throw new ConnectException("an offset without content is none; null deletes what is stored");
    }
  }

  private static SnapshotPlace place(Map<String, ?> stored) {
    if (!stored.containsKey(TABLE)) {
      return null;
    }
    TimeRange rest =
        stored.containsKey(FROM) || stored.containsKey(TO)
            ? new TimeRange(number(stored, FROM), number(stored, TO))
            : null;
    return new SnapshotPlace(
        (String) stored.get(TABLE),
        (String) stored.get(FIRST_CHILD),
        (String) stored.get(LAST_CHILD),
        rest);
  }

  private static long version(Map<String, ?> stored, String key) {
    long version = number(stored, key);
    if (version < 0) {
      throw new IllegalArgumentException(key + " is negative");
    }
    return version;
  }

  /** Kafka Connect gives small numbers back as Integer. */
  private static long number(Map<String, ?> stored, String key) {
    Object value = stored.get(key);
    if (value instanceof Long || value instanceof Integer) {
      return ((Number) value).longValue();
    }
    throw new IllegalArgumentException(key + " is not a whole number");
  }
}
