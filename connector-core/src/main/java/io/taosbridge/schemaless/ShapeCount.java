package io.taosbridge.schemaless;

/** How many shapes were made. */
final class ShapeCount {

  private int made;

  void add() {
    made++;
  }

  int made() {
    return made;
  }
}
