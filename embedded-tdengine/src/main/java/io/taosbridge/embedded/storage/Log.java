package io.taosbridge.embedded.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The log of one vgroup: entries with versions that grow by one. Thread safe. Nothing leaves it by
 * time, only by {@link #recycle(long)}.
 */
public final class Log {

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private ArrayList<LogEntry> entries = new ArrayList<>();
  private long begin;

  Log() {
    this(0);
  }

  /**
   * @param begin the version that the first entry will have
   */
  Log(long begin) {
    this.begin = begin;
  }

  /** The first version still here. */
  public synchronized long begin() {
    return begin;
  }

  /** The version that the next entry will have. */
  public synchronized long end() {
    return begin + entries.size();
  }

  /** How many rows the entries hold that are still here. */
  public synchronized long rows() {
    return entries.stream()
        .filter(WriteEntry.class::isInstance)
        .map(WriteEntry.class::cast)
        .flatMap(entry -> entry.tables().stream())
        .mapToLong(table -> table.rows().size())
        .sum();
  }

  /** The entry of a version; empty below {@link #begin()} and from {@link #end()} on. */
  public synchronized Optional<LogEntry> read(long version) {
    if (version < begin || version >= begin + entries.size()) {
      return Optional.empty();
    }
    return Optional.of(entries.get((int) (version - begin)));
  }

  /**
   * @return the entry's version
   */
  public long append(LogEntry entry) {
    long version;
    synchronized (this) {
      version = begin + entries.size();
      entries.add(entry);
    }
    listeners.forEach(Runnable::run);
    return version;
  }

  /** Forgets every version below {@code newBegin}, which may not lie beyond the end. */
  public synchronized void recycle(long newBegin) {
    if (newBegin > begin + entries.size()) {
      throw new IllegalArgumentException(
          "cannot recycle to " + newBegin + ", the log ends at " + (begin + entries.size()));
    }
    if (newBegin > begin) {
      entries = new ArrayList<>(entries.subList((int) (newBegin - begin), entries.size()));
      begin = newBegin;
    }
  }

  /** Runs after each append, on the thread that appended, which holds the engine's lock. */
  public void addListener(Runnable listener) {
    listeners.add(listener);
  }

  public void removeListener(Runnable listener) {
    listeners.remove(listener);
  }
}
