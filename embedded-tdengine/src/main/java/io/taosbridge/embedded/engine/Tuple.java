package io.taosbridge.embedded.engine;

/** One row of what a query reads, by the positions of its {@link Scope}. Immutable. */
interface Tuple {

  Object get(int index);

  /** Where there is nothing to read. */
  Tuple EMPTY =
      index -> {
        throw new IndexOutOfBoundsException(index);
      };
}
