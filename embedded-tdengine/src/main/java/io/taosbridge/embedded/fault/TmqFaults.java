package io.taosbridge.embedded.fault;

/** The faults that act on the subscription side at once, not on a later request. */
public interface TmqFaults {

  /**
   * Drops the oldest entries of the log of a topic's vgroup, so that it begins at {@code
   * firstVersion}.
   */
  void recycleLog(String topic, int vgroupId, long firstVersion);

  /** Declares every consumer of the group lost; answers how many there were. */
  int loseConsumers(String group);

  /** Deals the vgroups of every topic of the group anew, among the same members. */
  void rebalance(String group);
}
