package io.taosbridge.embedded.tmq;

import io.taosbridge.embedded.engine.EngineException;
import io.taosbridge.embedded.server.ProtocolException;
import io.taosbridge.embedded.tmq.SubscribeConfig.Reset;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/**
 * One consumer, as the C library behind a socket has it: its calls come one at a time. Rules:
 * tmq.md, sections 6 to 9.
 */
final class Consumer {

  /** What {@code committed} answers when nothing is stored. */
  static final long NOTHING_COMMITTED = -2147467247;

  /**
   * @param offset start of the last batch, or where reading would start
   */
  record Assigned(int vgroupId, long offset, long begin, long end) {}

  private final Groups groups;
  private final SubscribeConfig config;
  private final Deque<Delivery> underWay = new ArrayDeque<>();
  private Member member;

  Consumer(Groups groups, SubscribeConfig config, List<String> topics) {
    this.groups = groups;
    this.config = config;
    this.member = groups.join(config, topics);
  }

  SubscribeConfig config() {
    return config;
  }

  /**
   * @throws EngineException 0x03E1 if a topic does not exist
   */
  void subscribe(List<String> topics) {
    member = groups.join(config, topics);
  }

  /** Gives every vgroup back; stays usable for another {@link #subscribe}. */
  void unsubscribe() {
    groups.leave(member);
    underWay.clear();
    member = new Member(member.id(), config, List.of());
  }

  List<String> topics() {
    return List.copyOf(member.topics().keySet());
  }

  List<Assigned> assignment(String topic) {
    synchronized (groups) {
      checkTopic(topic);
      List<Cursor> cursors = member.cursorsOf(topic);
      boolean ask = cursors.stream().anyMatch(cursor -> !cursor.isPlaced());
      List<Assigned> assigned = new ArrayList<>();
      for (Cursor cursor : cursors) {
        if (ask) {
          refreshRange(cursor);
        }
        // Asked for the end, the vnode says one less than where polling will start.
        long offset = cursor.isPlaced() ? cursor.batchStart() : startOf(cursor, 1);
        assigned.add(
            new Assigned(cursor.source().vgroup().id(), offset, cursor.begin(), cursor.end()));
      }
      return assigned;
    }
  }

  long position(String topic, int vgroupId) {
    synchronized (groups) {
      Cursor cursor = cursor(topic, vgroupId);
      cursor.checkKnown();
      return notNegative(cursor.hasNext() ? cursor.next() : startOf(cursor, 0));
    }
  }

  long committed(String topic, int vgroupId) {
    synchronized (groups) {
      Cursor cursor = cursor(topic, vgroupId);
      if (cursor.hasCommitted()) {
        return notNegative(cursor.committed());
      }
      Long stored = groups.stored(config.group(), cursor.source());
      return stored == null ? NOTHING_COMMITTED : notNegative(stored);
    }
  }

  void seek(String topic, int vgroupId, long offset) {
    synchronized (groups) {
      Cursor cursor = cursor(topic, vgroupId);
      cursor.checkRange(offset);
      if (cursor.hasNext() && groups.faults().takeStaleAfterSeek()) {
        leaveUnderWay(cursor);
      }
      cursor.seek(offset);
    }
  }

  /** What is read from the old position comes after the seek: the next batch, else the last one. */
  private void leaveUnderWay(Cursor cursor) {
    DataBatch stale = read(cursor.source(), cursor.next());
    if (stale.isEmpty() && cursor.isPlaced()) {
      stale = read(cursor.source(), cursor.batchStart());
    }
    if (!stale.isEmpty()) {
      underWay.add(new Delivery(cursor.source(), stale));
    }
  }

  /** Stores the position of every vgroup that has one. */
  void commit() {
    synchronized (groups) {
      for (Cursor cursor : member.cursors()) {
        if (cursor.hasNext()) {
          store(cursor, cursor.next());
        }
      }
    }
  }

  void commit(String topic, int vgroupId, long offset) {
    synchronized (groups) {
      Cursor cursor = cursor(topic, vgroupId);
      cursor.checkRange(offset);
      store(cursor, offset);
    }
  }

  /** An offset committed already makes no traffic. */
  private void store(Cursor cursor, long offset) {
    if (!cursor.hasCommitted() || cursor.committed() != offset) {
      cursor.committed(offset);
      groups.store(config.group(), cursor.source(), offset);
    }
  }

  /**
   * The next message, or null if none comes in time.
   *
   * @throws EngineException 0x03E6 if the consumer was declared lost
   */
  Delivery poll(Duration wait) throws InterruptedException {
    groups.expire();
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      long seen = groups.changes().count();
      Delivery delivery = tryPoll();
      if (delivery != null) {
        return delivery;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return null;
      }
      groups.changes().await(seen, left);
    }
  }

  private Delivery tryPoll() {
    if (!underWay.isEmpty()) {
      return underWay.remove();
    }
    synchronized (groups) {
      if (member.isLost()) {
        throw TmqError.CONSUMER_NOT_EXIST.exception();
      }
      member.polled();
      for (Cursor cursor : member.cursors()) {
        Delivery delivery = readNext(cursor);
        if (delivery != null) {
          member.moveLast(cursor);
          return delivery;
        }
      }
      return null;
    }
  }

  private Delivery readNext(Cursor cursor) {
    if (groups.faults().isSilent(cursor.source().vgroup().id())) {
      return null;
    }
    OptionalLong from = nextOf(cursor);
    if (from.isEmpty()) {
      return null;
    }
    DataBatch batch = read(cursor.source(), from.getAsLong());
    refreshRange(cursor);
    if (batch.isEmpty()) {
      cursor.advance(batch.responseOffset());
      return null;
    }
    cursor.deliver(batch);
    return new Delivery(cursor.source(), batch);
  }

  private DataBatch read(Source source, long from) {
    return LogReader.read(source, config, from, groups.leftovers(config.group(), source));
  }

  /** Where to read now; empty if the rule "none" leaves the vgroup without a start. */
  private OptionalLong nextOf(Cursor cursor) {
    if (cursor.hasNext()) {
      return OptionalLong.of(Math.max(0, cursor.next()));
    }
    if (config.reset() == Reset.NONE && groups.stored(config.group(), cursor.source()) == null) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Math.max(0, startOf(cursor, 0)));
  }

  /**
   * The stored offset, else what the reset rule says.
   *
   * @param back how much less than its end the rule "latest" is
   */
  private long startOf(Cursor cursor, int back) {
    Long stored = groups.stored(config.group(), cursor.source());
    if (stored != null) {
      return stored;
    }
    return switch (config.reset()) {
      case EARLIEST -> cursor.source().begin();
      case LATEST -> cursor.source().end() - back;
      case NONE -> back == 0 ? 0 : cursor.source().begin();
    };
  }

  private static void refreshRange(Cursor cursor) {
    cursor.range(cursor.source().begin(), cursor.source().end());
  }

  private Cursor cursor(String topic, int vgroupId) {
    checkTopic(topic);
    return member.cursorsOf(topic).stream()
        .filter(cursor -> cursor.source().vgroup().id() == vgroupId)
        .findFirst()
        .orElseThrow(TmqError.VGROUP_NOT_OWNED::exception);
  }

  private void checkTopic(String topic) {
    if (member.isLost() || !member.topics().containsKey(topic)) {
      throw TmqError.TOPIC_NOT_OWNED.exception();
    }
  }

  /** The C library takes a negative offset for an error. */
  private static long notNegative(long offset) {
    if (offset < 0) {
      throw new ProtocolException("fail");
    }
    return offset;
  }
}
