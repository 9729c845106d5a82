package io.taosbridge.schemaless;

/** A supertable that points go to, and the shapes that they were seen to have. */
public final class Supertable {

  private final String name;
  private final Shape root;

  Supertable(String name, ShapeCount count) {
    this.name = name;
    root = Shape.root(this, count);
  }

  public String name() {
    return name;
  }

  /** The shape without fields. */
  Shape root() {
    return root;
  }

  @Override
  public String toString() {
    return name;
  }
}
