package io.taosbridge.embedded.engine;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/** The rows of a query's result, each made anew whenever it is asked for. */
final class Projection extends AbstractList<Object[]> implements RandomAccess {

  private final SelectPlan plan;
  private final List<Tuple> tuples;

  Projection(SelectPlan plan, List<Tuple> tuples) {
    this.plan = plan;
    this.tuples = tuples;
  }

  @Override
  public Object[] get(int index) {
    return plan.project(tuples.get(index));
  }

  @Override
  public int size() {
    return tuples.size();
  }
}
