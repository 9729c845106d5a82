package io.taosbridge.embedded.fault;

import java.time.Duration;

/**
 * Makes things go wrong on purpose.
 *
 * <p>An action is the name a request has on the wire: {@code conn}, {@code query}, {@code
 * stmt2_exec}, {@code poll}, {@code seek}, ...; of binary requests {@code binary_query} (6), {@code
 * fetch_raw_block} (7), {@code stmt2_bind} (9), {@code validate_sql} (10); over HTTP {@code
 * rest_sql}, {@code rest_login}, {@code rest_vgid}, {@code influxdb_write}, {@code
 * opentsdb_telnet}, {@code opentsdb_json}. Orders for the same action are used up in the order they
 * were given.
 */
public final class Faults {

  private final FaultPlan plan;
  private final TmqFaults tmq;

  public Faults(FaultPlan plan, TmqFaults tmq) {
    this.plan = plan;
    this.tmq = tmq;
  }

  /** The next {@code times} requests are done, but never answered. */
  public void dropReply(String action, int times) {
    plan.order(action, new Effect.DropReply(), times);
  }

  /** The next {@code times} requests are answered so much later. */
  public void delay(String action, Duration by, int times) {
    plan.order(action, new Effect.Delay(by), times);
  }

  /** The next {@code times} requests are refused with this code (its low 16 bits). */
  public void fail(String action, int code, String message, int times) {
    plan.order(action, new Effect.Fail(code, message), times);
  }

  /** The next request resets its socket and is not done. */
  public void resetBefore(String action) {
    plan.order(action, new Effect.ResetBefore(), 1);
  }

  /** The next request is done, but its socket is reset in place of the reply. */
  public void resetAfter(String action) {
    plan.order(action, new Effect.ResetAfter(), 1);
  }

  /** The next request over HTTP is done, but its reply breaks off in the middle of the body. */
  public void cutBody(String action) {
    plan.order(action, new Effect.CutBody(), 1);
  }

  /** The next request makes the server shut its sending side of the socket. */
  public void halfClose(String action) {
    plan.order(action, new Effect.HalfClose(), 1);
  }

  /** From the next request on its socket is neither read nor answered, though it stays open. */
  public void mute(String action) {
    plan.order(action, new Effect.Mute(), 1);
  }

  /**
   * The next {@code times} seeks of consumers that have polled leave a message under way, which is
   * still delivered (tmq.md, section 8).
   */
  public void staleAfterSeek(int times) {
    plan.staleAfterSeek(times);
  }

  /** The next {@code times} commits are acknowledged, but not stored (tmq.md, section 7). */
  public void loseCommits(int times) {
    plan.loseCommits(times);
  }

  /**
   * Polls find nothing in this vgroup although there is, without an error (tmq.md, section 9),
   * until {@link #speak}.
   */
  public void silence(int vgroupId) {
    plan.silence(vgroupId, true);
  }

  /** Ends {@link #silence}. */
  public void speak(int vgroupId) {
    plan.silence(vgroupId, false);
  }

  /**
   * Recycles the log of a topic's vgroup, as retention would: entries below {@code firstVersion}
   * are gone.
   */
  public void recycleLog(String topic, int vgroupId, long firstVersion) {
    tmq.recycleLog(topic, vgroupId, firstVersion);
  }

  /**
   * Declares the consumers of a group lost, as a missed {@code max.poll.interval.ms} would: their
   * polls answer 0x03E6.
   *
   * @return how many consumers there were
   */
  public int loseConsumers(String group) {
    return tmq.loseConsumers(group);
  }

  /** Moves the vgroups of a group's topics to other members, who are not told. */
  public void rebalance(String group) {
    tmq.rebalance(group);
  }

  /** Orders that nothing has used up yet. */
  public int pending() {
    return plan.pending();
  }

  /** Withdraws every order that is left. */
  public void clear() {
    plan.clear();
  }
}
