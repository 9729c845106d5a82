package io.taosbridge.source.offset;

/**
 * Times in the database's precision, both included, so that the last one there is can be an end.
 */
public record TimeRange(long first, long last) {

  public TimeRange {
    if (first > last) {
      throw new IllegalArgumentException(first + " is after " + last);
    }
  }

  /** How many times there are, which is more than a long holds if these are all. */
  public double length() {
    long difference = last - first;
    return (difference < 0 ? difference + 0x1p64 : difference) + 1;
  }
}
