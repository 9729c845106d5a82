package io.taosbridge.sink;

/**
 * Which of a task's connections writes a record.
 *
 * @param lane the connection, from 0
 * @param alone whether the record must not be written while others before or behind it are
 */
record Route(int lane, boolean alone) {

  /** All records before it are written first, by whichever connection. */
  static final Route ALONE = new Route(0, true);
}
