package io.taosbridge.source.read;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.source.config.LifeOptions;
import io.taosbridge.source.config.OffsetReset;
import io.taosbridge.source.config.OutOfRangePolicy;
import io.taosbridge.source.config.RecordSettings;
import io.taosbridge.source.config.SnapshotOptions;
import io.taosbridge.source.metrics.SourceMetrics;
import io.taosbridge.source.offset.AckTracker;
import io.taosbridge.source.offset.StoredOffsets;
import io.taosbridge.source.record.RecordBuilder;
import io.taosbridge.source.record.TrackedRecord;
import io.taosbridge.source.snapshot.Snapshot;
import io.taosbridge.source.snapshot.SnapshotDueException;
import io.taosbridge.source.snapshot.SnapshotProgress;
import io.taosbridge.source.topic.TopicPlan;
import io.taosbridge.source.transaction.Transactions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics of one task. It connects, and connects again after a failure, within {@link
 * #poll()}, which then takes as long as TDengine does: who must not wait reads ahead on a thread of
 * its own.
 *
 * <p>{@link #poll()} belongs to one thread; the other methods may be called by any.
 */
public final class SourceEngine implements Transactions.Messages {

  private static final Logger LOG = LoggerFactory.getLogger(SourceEngine.class);

  /** The offset is outside the log: which was checked, so the log has changed since. */
  private static final int OUT_OF_RANGE = 0x4007;

  private final TopicPlan plan;
  private final RecordSettings settings;
  private final Timing timing;
  private final SourceMetrics metrics;
  private final Positions positions;
  private final StartPositions start;
  private final AckTracker acknowledgements = new AckTracker();
  private final Map<TopicVgroup, Long> toCommit = new ConcurrentHashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Subscriber subscriber;
  private final Snapshot snapshot;
  private final StallWatch stalls;
  private final Heartbeats heartbeats;

  private boolean logUnread;
  private volatile Subscription subscription;
  private MessageReader reader;
  private int failures;
  private long nextAttempt = System.nanoTime();

  public SourceEngine(
      Server server,
      TopicPlan plan,
      RecordSettings settings,
      StoredOffsets stored,
      OffsetReset reset,
      OutOfRangePolicy outOfRange,
      SnapshotOptions snapshots,
      Timing timing,
      LifeOptions life,
      SourceMetrics metrics) {
    this.plan = plan;
    this.settings = settings;
    this.timing = timing;
    this.metrics = metrics;
    this.positions = new Positions(metrics);
    this.stalls =
        new StallWatch(life.stallTimeout(), timing.logCheck().multipliedBy(2), System::nanoTime);
    this.heartbeats =
        new Heartbeats(life.heartbeats(), settings.server(), metrics, System::nanoTime);
    this.start = new StartPositions(stored, positions, reset, outOfRange, snapshots.mode());
    this.snapshot = new Snapshot(server::connect, snapshots, settings, metrics, positions::start);
    this.subscriber = new Subscriber(server, plan, start, positions, timing, stopped);
  }

  /**
   * The records of the next message, or none after a while.
   *
   * @throws ConnectException if reading cannot go on until somebody does something
   */
  public List<SourceRecord> poll() throws InterruptedException {
    return poll(timing.pollWait());
  }

  /**
   * The records of the next message, or of the next block of a snapshot; none after a while.
   *
   * @param wait how long to wait for it, once there is a subscription
   * @throws ConnectException if reading cannot go on until somebody does something
   */
  @Override
  public List<SourceRecord> poll(Duration wait) throws InterruptedException {
    try {
      if (isStopped()) {
        return List.of();
      }
      if (snapshot.isDue()) {
        return readSnapshot(wait);
      }
      if (!connected()) {
        return List.of();
      }
      commitOffsets();
      List<SourceRecord> records = heartbeats.after(reader.read(wait), positions);
      failures = 0;
      return records;
    } catch (SnapshotDueException e) {
      disconnect();
      snapshot.begin(e);
      return List.of();
    } catch (TDengineException e) {
      recover(e);
      return List.of();
    }
  }

  private List<SourceRecord> readSnapshot(Duration wait) throws InterruptedException {
    if (!awaitNextAttempt()) {
      return List.of();
    }
    List<SourceRecord> records = snapshot.poll(wait);
    failures = records.isEmpty() ? failures : 0;
    return records;
  }

  /** How far the snapshots of vgroups have come. */
  public Collection<SnapshotProgress> snapshotProgress() {
    return snapshot.progress();
  }

  /** A record is in Kafka, or was left out on purpose. */
  public void acknowledge(SourceRecord record) {
    if (record instanceof TrackedRecord tracked) {
      tracked.message().acknowledge();
    }
  }

  /** Kafka Connect has stored offsets: tells TDengine, with the next poll, what is in Kafka. */
  public void commit() {
    acknowledgements.drain().forEach((vgroup, next) -> toCommit.merge(vgroup, next, Math::max));
  }

  /** Ends a poll that is under way. */
  public void stop() {
    stopped.countDown();
    subscriber.stop();
    Subscription current = subscription;
    if (current != null) {
      current.close();
    }
    snapshot.stop();
  }

  public Positions positions() {
    return positions;
  }

  @Override
  public boolean isStopped() {
    return stopped.getCount() == 0;
  }

  /** Whether there is a subscription, which is made if it is time to. */
  private boolean connected() throws InterruptedException {
    if (subscription != null) {
      return true;
    }
    if (logUnread) {
      stopped.await(timing.pollWait().toMillis(), TimeUnit.MILLISECONDS);
      return false;
    }
    if (!awaitNextAttempt()) {
      return false;
    }
    Optional<Subscription> made = subscriber.subscribe();
    logUnread = made.isEmpty();
    made.ifPresent(this::read);
    return subscription != null && !isStopped();
  }

  private void read(Subscription opened) {
    LogWatch log =
        new LogWatch(
            opened, positions, start.outOfRange(), timing.logCheck(), stalls, acknowledgements);
    RecordBuilder records =
        new RecordBuilder(settings, opened.connection(), opened.ordinals(), acknowledgements);
    reader = new MessageReader(opened, positions, log, records, settings.meta(), metrics);
    metrics.connected(opened.own());
    subscription = opened;
    if (isStopped()) {
      opened.close();
    }
  }

  /** False if it is not time yet. */
  private boolean awaitNextAttempt() throws InterruptedException {
    long pause = nextAttempt - System.nanoTime();
    long bounded = Math.min(pause, timing.pollWait().toNanos());
    return !(pause > 0 && stopped.await(bounded, TimeUnit.NANOSECONDS)) && pause <= bounded;
  }

  /** Goes back to connecting, unless nothing but a change elsewhere helps. */
  private void recover(TDengineException e) {
    disconnect();
    if (isStopped()) {
      LOG.debug("Ended by stop: {}", e.getMessage());
      return;
    }
    boolean hopeless = e.action() == ErrorAction.FATAL || e.action() == ErrorAction.BAD_RECORD;
    if (hopeless && e.code() != OUT_OF_RANGE) {
      throw new ConnectException("cannot read " + plan.topics() + ": " + e.getMessage(), e);
    }
    failures++;
    metrics.disconnected();
    Duration pause = timing.backoff().pause(failures, ThreadLocalRandom.current());
    nextAttempt = System.nanoTime() + pause.toNanos();
    LOG.warn(
        "Reading {} was interrupted, attempt {} follows in {} ms: {}",
        plan.topics(),
        failures,
        pause.toMillis(),
        e.getMessage());
  }

  private void disconnect() {
    if (subscription != null) {
      subscription.close();
      subscription = null;
      reader = null;
    }
  }

  private void commitOffsets() {
    Map.copyOf(toCommit)
        .forEach(
            (vgroup, next) -> {
              toCommit.remove(vgroup, next);
              if (subscription.ordinals().containsKey(vgroup)) {
                commitOffset(vgroup, next);
              }
            });
  }

  /** For people who look at TDengine; nothing ever starts from it, so a failure does no harm. */
  private void commitOffset(TopicVgroup vgroup, long next) {
    try {
      subscription.consumer().commit(Map.of(vgroup, next));
    } catch (TDengineException e) {
      LOG.warn("Could not tell TDengine what was read of {}: {}", vgroup, e.getMessage());
    }
  }
}
