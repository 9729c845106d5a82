package io.taosbridge.embedded.engine;

import java.util.List;

/** The rows of a query that are told as one. As a tuple it is one row that stands for them. */
final class Group implements Tuple {

  private final List<Aggregate> aggregates;
  private final Accumulator[] accumulators;
  private final long windowStart;
  private Tuple first;

  Group(List<Aggregate> aggregates, long windowStart) {
    this.aggregates = aggregates;
    this.windowStart = windowStart;
    this.accumulators = new Accumulator[aggregates.size()];
    for (int i = 0; i < accumulators.length; i++) {
      accumulators[i] = aggregates.get(i).accumulators().get();
    }
  }

  void add(Tuple tuple) {
    if (first == null) {
      first = tuple;
    }
    for (int i = 0; i < accumulators.length; i++) {
      accumulators[i].add(aggregates.get(i).argument().eval(tuple), tuple);
    }
  }

  boolean isEmpty() {
    return first == null;
  }

  Object result(int aggregate) {
    return accumulators[aggregate].result();
  }

  long windowStart() {
    return windowStart;
  }

  @Override
  public Object get(int index) {
    Tuple representative = representative();
    return representative == null ? null : representative.get(index);
  }

  /** The row chosen by the only function that chooses one, else the first. */
  private Tuple representative() {
    Tuple chosen = null;
    int choosing = 0;
    for (int i = 0; i < accumulators.length; i++) {
      if (aggregates.get(i).isChoosing()) {
        choosing++;
        chosen = accumulators[i].chosen();
      }
    }
    return choosing == 1 && chosen != null ? chosen : first;
  }
}
