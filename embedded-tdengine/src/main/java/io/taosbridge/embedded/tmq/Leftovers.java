package io.taosbridge.embedded.tmq;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a query topic read from an entry beyond the row limit: it waits for the next poll of the
 * group, whoever asks and from wherever (tmq.md, section 6).
 */
final class Leftovers {

  private final Deque<DataBlock> blocks = new ArrayDeque<>();

  boolean isEmpty() {
    return blocks.isEmpty();
  }

  void add(DataBlock block) {
    blocks.add(block);
  }

  DataBlock take() {
    return blocks.remove();
  }
}
