package io.taosbridge.embedded.fault;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The faults that are still to happen. Ordered through {@link Faults}, consumed by the server as
 * requests come in.
 */
public final class FaultPlan {

  private final List<Order> orders = new ArrayList<>();
  private final AtomicInteger staleAfterSeek = new AtomicInteger();
  private final AtomicInteger lostCommits = new AtomicInteger();
  private final Set<Integer> silentVgroups = ConcurrentHashMap.newKeySet();

  synchronized void order(String action, Effect effect, int times) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1, not " + times);
    }
    orders.add(new Order(action, effect, times));
  }

  synchronized void clear() {
    orders.clear();
    staleAfterSeek.set(0);
    lostCommits.set(0);
    silentVgroups.clear();
  }

  /** The effect ordered first for this action, counted down. */
  public synchronized Optional<Effect> take(String action) {
    for (Iterator<Order> each = orders.iterator(); each.hasNext(); ) {
      Order order = each.next();
      if (order.action.equals(action)) {
        order.left--;
        if (order.left == 0) {
          each.remove();
        }
        return Optional.of(order.effect);
      }
    }
    return Optional.empty();
  }

  /** How many orders have not been used up. */
  synchronized int pending() {
    return orders.size() + staleAfterSeek.get() + lostCommits.get();
  }

  void staleAfterSeek(int times) {
    staleAfterSeek.addAndGet(times);
  }

  /** Whether the seek now done leaves a message of the old position under way. */
  public boolean takeStaleAfterSeek() {
    return countDown(staleAfterSeek);
  }

  void loseCommits(int times) {
    lostCommits.addAndGet(times);
  }

  /** Whether the commit now acknowledged is not stored. */
  public boolean takeLostCommit() {
    return countDown(lostCommits);
  }

  void silence(int vgroupId, boolean silent) {
    if (silent) {
      silentVgroups.add(vgroupId);
    } else {
      silentVgroups.remove(vgroupId);
    }
  }

  /** Whether the vgroup answers polls with an error that its consumer swallows. */
  public boolean isSilent(int vgroupId) {
    return silentVgroups.contains(vgroupId);
  }

  private static boolean countDown(AtomicInteger counter) {
    return counter.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  private static final class Order {
    private final String action;
    private final Effect effect;
    private int left;

    Order(String action, Effect effect, int left) {
      this.action = action;
      this.effect = effect;
      this.left = left;
    }
  }
}
