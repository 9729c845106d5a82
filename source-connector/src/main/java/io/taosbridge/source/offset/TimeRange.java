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
}
