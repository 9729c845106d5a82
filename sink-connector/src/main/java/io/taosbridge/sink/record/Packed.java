package io.taosbridge.sink.record;

/** The value of a record in a form of few objects, in which it waits to be written. */
public interface Packed {

  /** A value that equals the one that was packed. */
  Object unpacked();
}
