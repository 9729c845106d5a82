package io.taosbridge.source.testing;

import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.VgroupAssignment;
import io.taosbridge.client.error.Errors;
import io.taosbridge.source.topic.TopicInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A consumer that owns all vgroups and gets one log entry with rows by message. */
public final class FakeConsumer implements TmqConsumer {

  /**
   * A message.
   *
   * @param data null for metadata
   */
  public record Message(TopicVgroup at, TmqData data, long offset, String metadata)
      implements TmqMessage {

    @Override
    public Kind kind() {
      return data == null ? Kind.METADATA : Kind.DATA;
    }

    @Override
    public String topic() {
      return at.topic();
    }

    @Override
    public String database() {
      return "db";
    }

    @Override
    public int vgroup() {
      return at.vgroup();
    }
  }

  private final FakeTDengine server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<TopicVgroup, Long> positions = new LinkedHashMap<>();
  private final Map<TopicVgroup, Long> begins = new LinkedHashMap<>();
  private volatile boolean lost;
  private final AtomicInteger polls = new AtomicInteger();

  /** All seeks, by vgroup. */
  public final Map<Integer, Long> seeks = new TreeMap<>();

  public FakeConsumer(FakeTDengine server) {
    this.server = server;
  }

  public void lose() {
    lost = true;
  }

  /** How many polls there were. */
  public int polls() {
    return polls.get();
  }

  public boolean isClosed() {
    return closed.getCount() == 0;
  }

  @Override
  public String serverVersion() {
    return "3.3.7.5";
  }

  @Override
  public void subscribe(Collection<String> topics) {
    for (String topic : topics) {
      if (!server.topics.containsKey(topic)) {
        throw FakeTDengine.error(0x03e1);
      }
      server.logs.keySet().forEach(id -> positions.put(new TopicVgroup(topic, id), -1L));
    }
  }

  @Override
  public Optional<TmqMessage> poll(Duration timeout) {
    requireUse();
    polls.incrementAndGet();
    if (!server.pollFailures.isEmpty()) {
      throw server.pollFailures.remove();
    }
    if (!server.stale.isEmpty()) {
      TmqMessage stale = server.stale.remove();
      begins.put(
          new TopicVgroup(stale.topic(), stale.vgroup()), server.logs.get(stale.vgroup()).begin);
      return Optional.of(stale);
    }
    for (TopicVgroup vgroup : positions.keySet()) {
      Optional<TmqMessage> next = next(vgroup);
      if (next.isPresent()) {
        return next;
      }
    }
    try {
      if (closed.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Errors.lost("closed", null);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return Optional.empty();
  }

  /** Starts at the first entry there is if the one asked for is gone, and does not say so. */
  private Optional<TmqMessage> next(TopicVgroup vgroup) {
    FakeTDengine.Log log = server.logs.get(vgroup.vgroup());
    long request = positions.get(vgroup);
    if (server.topics.get(vgroup.topic()).kind() == TopicInfo.Kind.QUERY) {
      request = Math.max(request, log.begin); // of query topics the server tells where it began
    }
    for (Map.Entry<Long, FakeTDengine.Entry> each : log.entries.tailMap(request).entrySet()) {
      List<TableBlock> blocks = each.getValue().blocks();
      if (!blocks.isEmpty()) {
        long response = each.getKey() + 1;
        positions.put(vgroup, response);
        begins.put(vgroup, log.begin);
        TmqData data = new TmqData(request, response, blocks);
        return Optional.of(new Message(vgroup, data, request, null));
      }
    }
    positions.put(vgroup, Math.max(request, log.end));
    begins.put(vgroup, log.begin);
    return Optional.empty();
  }

  @Override
  public List<VgroupAssignment> assignment(String topic) {
    requireUse();
    if (!server.assignmentFailures.isEmpty()) {
      throw server.assignmentFailures.remove();
    }
    int toCome = server.assignmentsToCome.getAndUpdate(left -> Math.max(0, left - 1));
    if (toCome > 0) {
      return toCome % 2 == 0
          ? List.of()
          : positions.keySet().stream()
              .map(vgroup -> new VgroupAssignment(vgroup.vgroup(), 0, -1, -1))
              .toList();
    }
    List<VgroupAssignment> owned = new ArrayList<>();
    for (Map.Entry<TopicVgroup, Long> each : positions.entrySet()) {
      TopicVgroup vgroup = each.getKey();
      if (vgroup.topic().equals(topic)) {
        FakeTDengine.Log log = server.logs.get(vgroup.vgroup());
        long begin = begins.getOrDefault(vgroup, log.begin);
        owned.add(new VgroupAssignment(vgroup.vgroup(), each.getValue(), begin, log.end));
      }
    }
    return owned;
  }

  @Override
  public void seek(TopicVgroup vgroup, long offset) {
    FakeTDengine.Log log = server.logs.get(vgroup.vgroup());
    if (offset < log.begin || offset > log.end) {
      throw FakeTDengine.error(0x4007);
    }
    positions.put(vgroup, offset);
    seeks.put(vgroup.vgroup(), offset);
  }

  @Override
  public long position(TopicVgroup vgroup) {
    requireUse();
    return positions.get(vgroup);
  }

  @Override
  public OptionalLong committed(TopicVgroup vgroup) {
    throw new AssertionError();
  }

  @Override
  public void commit() {
    throw new AssertionError("commits what is not in Kafka yet");
  }

  @Override
  public void commit(Map<TopicVgroup, Long> offsets) {
    requireUse();
    server.committed.putAll(offsets);
  }

  @Override
  public CompletableFuture<Void> commitAsync() {
    throw new AssertionError("commits what is not in Kafka yet");
  }

  @Override
  public CompletableFuture<Void> commitAsync(Map<TopicVgroup, Long> offsets) {
    throw new AssertionError();
  }

  @Override
  public void unsubscribe() {
    throw new AssertionError();
  }

  @Override
  public List<String> subscription() {
    throw new AssertionError();
  }

  private void requireUse() {
    if (isClosed()) {
      throw Errors.lost("closed", null);
    }
    if (lost) {
      throw FakeTDengine.error(0x03e6);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
