package io.taosbridge.sink.text;

import java.util.StringJoiner;

/** What is wrong with the lines of one text; the first few in words. */
final class Faults {

  private static final int TOLD = 5;

  // Only made when it is needed: there is one of these for each text.
  private StringJoiner told;
  private int count;

  void add(int line, String reason) {
    count++;
    if (count == 1) {
      told = new StringJoiner("; ");
    }
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
