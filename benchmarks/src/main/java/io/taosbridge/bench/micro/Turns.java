package io.taosbridge.bench.micro;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Inputs that are taken in turns. There are so many that none is left in the processor's caches
 * when it is its turn again: a worker's records are not there either.
 */
final class Turns<T> {

  private static final int COUNT = 20;

  private final List<T> inputs;
  private int next;

  /**
   * @param maker makes the i-th input
   */
  Turns(IntFunction<T> maker) {
    inputs = IntStream.range(0, COUNT).mapToObj(maker).toList();
  }

  T first() {
    return inputs.get(0);
  }

  T next() {
    T input = inputs.get(next);
    next = (next + 1) % COUNT;
    return input;
  }
}
