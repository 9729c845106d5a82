package io.taosbridge.sink.pending;

/**
 * Which of a task's connections writes a record.
 *
 * @param lane the connection, from 0
 * @param alone whether the record must not be written while others before or behind it are
 */
public record Route(int lane, boolean alone) {

  /** All records before it are written first, by whichever connection. */
  public static final Route ALONE = new Route(0, true);
}
