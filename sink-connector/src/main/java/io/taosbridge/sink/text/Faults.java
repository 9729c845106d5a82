package io.taosbridge.sink.text;

import java.util.StringJoiner;

/** What is wrong with the lines of one text; the first few in words. */
final class Faults {

  private static final int TOLD = 5;

  private final StringJoiner told = new StringJoiner("; ");
  private int count;

  void add(int line, String reason) {
    count++;
    if (count <= TOLD) {
      told.add("line " + line + ": " + reason);
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  @Override
  public String toString() {
    return count > TOLD ? told + "; and " + (count - TOLD) + " more" : told.toString();
  }
}
