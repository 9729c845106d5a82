package io.taosbridge.embedded.engine;

/** Collects the values of one group. */
interface Accumulator {

  /**
   * @param value null for NULL
   * @param tuple the row that it comes from
   */
  void add(Object value, Tuple tuple);

  Object result();

  /** The row that the result was chosen from; null if it is none's. */
  default Tuple chosen() {
    return null;
  }
}
