package io.taosbridge.source.snapshot;

import io.taosbridge.client.Connection;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.connect.RecordNames;
import io.taosbridge.source.config.RecordSettings;
import io.taosbridge.source.config.SnapshotOptions;
import io.taosbridge.source.metrics.SourceMetrics;
import io.taosbridge.source.offset.AckTracker;
import io.taosbridge.source.offset.SourcePartitions;
import io.taosbridge.source.record.Origin;
import io.taosbridge.source.record.RecordBuilder;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads vgroups by query, as often as that is due, and says from where on their log is to be read.
 *
 * <p>A vgroup's log may be read only when Kafka has all rows of its snapshot: what Kafka Connect
 * stores of the log says that the snapshot is over, and it stores offsets of different source
 * partitions in any order.
 *
 * <p>{@link #poll} and {@link #begin} belong to one thread; the other methods may be called by any.
 */
public final class Snapshot {

  private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);
  private static final Duration LOG_INTERVAL = Duration.ofSeconds(30);
  private static final Duration ACKNOWLEDGEMENT_PAUSE = Duration.ofMillis(20);

  private final Supplier<Connection> server;
  private final SnapshotOptions options;
  private final RecordSettings settings;
  private final SourceMetrics metrics;
  private final BiConsumer<TopicVgroup, Long> finished;
  private final AckTracker acknowledgements = new AckTracker();
  private final Map<TopicVgroup, SnapshotTask> tasks = new LinkedHashMap<>();
  private final Map<TopicVgroup, SnapshotProgress> progress = new ConcurrentHashMap<>();
  private Map<TopicVgroup, Integer> ordinals = Map.of();
  private volatile SnapshotRun run;
  private volatile boolean stopped;
  private RecordBuilder records;
  private long nextLog = System.nanoTime();

  /**
   * @param finished is told from which version on the log of a vgroup is to be read
   */
  public Snapshot(
      Supplier<Connection> server,
      SnapshotOptions options,
      RecordSettings settings,
      SourceMetrics metrics,
      BiConsumer<TopicVgroup, Long> finished) {
    this.server = server;
    this.options = options;
    this.settings = settings;
    this.metrics = metrics;
    this.finished = finished;
  }

  /** Whether there is anything to read before the log, or to wait for. */
  public boolean isDue() {
    return !tasks.isEmpty();
  }

  /** Makes it due. */
  public void begin(SnapshotDueException due) {
    ordinals = due.ordinals();
    for (SnapshotTask task : due.tasks()) {
      tasks.put(task.vgroup(), task);
      progress.put(task.vgroup(), SnapshotProgress.start(task.vgroup()));
    }
    show(0);
  }

  /**
   * The next records, or none after a while. Afterwards perhaps nothing is due any more.
   *
   * @throws io.taosbridge.client.error.TDengineException if reading failed; it goes on with the
   *     query that failed when this is called again
   */
  public List<SourceRecord> poll(Duration wait) throws InterruptedException {
    if (tasks.values().stream().allMatch(task -> task.offset().done())) {
      awaitKafka(wait);
      return List.of();
    }
    if (run == null) {
      start();
    }
    try {
      Optional<SnapshotBatch> batch = run.next(wait);
      return batch.isPresent() ? records(batch.get()) : List.of();
    } catch (RuntimeException e) {
      end();
      throw e;
    }
  }

  private void start() {
    SnapshotRun started =
        new SnapshotRun(
            server,
            options,
            tasks.values().stream().filter(task -> !task.offset().done()).toList());
    run = started;
    if (stopped) {
      started.close();
    } else {
      started.start();
    }
  }

  private void end() {
    run.close();
    run = null;
    records = null;
  }

  private List<SourceRecord> records(SnapshotBatch batch) {
    TopicVgroup vgroup = batch.task().vgroup();
    List<SourceRecord> built = batch.rows().isEmpty() ? List.of() : build(batch);
    tasks.put(vgroup, batch.task().at(batch.end()));
    acknowledgements.drain();
    SnapshotProgress before = progress.get(vgroup);
    SnapshotProgress now = before.read(batch);
    progress.put(vgroup, now);
    show(batch.count());
    if (now.done() && !before.done()) {
      LOG.info(
          "Vgroup {} of topic {} is read: {} rows", vgroup.vgroup(), vgroup.topic(), now.rows());
    } else {
      logFromTimeToTime(now);
    }
    return built;
  }

  private void show(int more) {
    metrics.snapshot(
        (int) tasks.keySet().stream().filter(vgroup -> !progress.get(vgroup).done()).count(),
        tasks.keySet().stream()
            .mapToDouble(vgroup -> progress.get(vgroup).share())
            .average()
            .orElse(1),
        more);
  }

  private List<SourceRecord> build(SnapshotBatch batch) {
    TopicVgroup vgroup = batch.task().vgroup();
    if (records == null) {
      records = new RecordBuilder(settings, run.connection(), ordinals, acknowledgements);
    }
    AckTracker.Message message = acknowledgements.add(vgroup, batch.end().log(), batch.count());
    try {
      Origin origin =
          new Origin(
              vgroup,
              RecordNames.SNAPSHOT_KIND,
              batch.end().log(),
              SourcePartitions.snapshot(settings.server(), vgroup),
              batch.begin().toMap(),
              batch.end().toMap(),
              message);
      return records.build(batch.task().topic(), origin, batch.rows());
    } catch (RuntimeException e) {
      message.withdraw();
      throw e;
    }
  }

  private void logFromTimeToTime(SnapshotProgress now) {
    if (System.nanoTime() - nextLog >= 0) {
      nextLog = System.nanoTime() + LOG_INTERVAL.toNanos();
      LOG.info(
          "Snapshot: {} % of vgroup {} of topic {}, {} rows, now in {}; {} of {} vgroups are read",
          Math.round(now.share() * 100),
          now.vgroup().vgroup(),
          now.vgroup().topic(),
          now.rows(),
          now.table(),
          tasks.values().stream().filter(task -> task.offset().done()).count(),
          tasks.size());
    }
  }

  private void awaitKafka(Duration wait) throws InterruptedException {
    if (run != null) {
      end();
    }
    acknowledgements.drain();
    if (acknowledgements.isEmpty()) {
      tasks.forEach((vgroup, task) -> finished.accept(vgroup, task.offset().log()));
      tasks.clear();
    } else {
      Thread.sleep(Math.min(wait.toMillis(), ACKNOWLEDGEMENT_PAUSE.toMillis()));
    }
  }

  /** How far the vgroups have come that were due since the task started. */
  public Collection<SnapshotProgress> progress() {
    return List.copyOf(progress.values());
  }

  /** Ends a poll that is under way soon. */
  public void stop() {
    stopped = true;
    SnapshotRun current = run;
    if (current != null) {
      current.close();
    }
  }
}
