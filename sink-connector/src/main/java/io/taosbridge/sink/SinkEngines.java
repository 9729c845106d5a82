package io.taosbridge.sink;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.sink.config.Clock;
import io.taosbridge.sink.config.SinkConfig;
import io.taosbridge.sink.config.WriteMethod;
import io.taosbridge.sink.config.WritingOptions;
import io.taosbridge.sink.insert.Inserts;
import io.taosbridge.sink.insert.Session;
import io.taosbridge.sink.lane.Backlog;
import io.taosbridge.sink.lane.Lane;
import io.taosbridge.sink.lane.LaneQueue;
import io.taosbridge.sink.lane.Routes;
import io.taosbridge.sink.meta.EventApplier;
import io.taosbridge.sink.metrics.SinkMetrics;
import io.taosbridge.sink.plan.Widening;
import io.taosbridge.sink.plan.WritePlanner;
import io.taosbridge.sink.plan.WritePlans;
import io.taosbridge.sink.record.TextPacker;
import io.taosbridge.sink.table.TargetTables;
import io.taosbridge.sink.text.BoundText;
import io.taosbridge.sink.text.PassedText;
import io.taosbridge.sink.text.TextOptions;
import io.taosbridge.sink.write.ByKind;
import io.taosbridge.sink.write.DatabaseConnections;
import io.taosbridge.sink.write.ErrantRecords;
import io.taosbridge.sink.write.GroupWriter;
import io.taosbridge.sink.write.RecordWriter;
import io.taosbridge.sink.write.ReplicatedDeletes;
import io.taosbridge.sink.write.RowWriter;
import io.taosbridge.sink.write.TextRecords;
import io.taosbridge.sink.write.WithEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.ErrantRecordReporter;

/** Puts an engine together as the configuration says. */
public final class SinkEngines {

  private SinkEngines() {}

  /**
   * @param connector opens a connection to the target
   * @param reporter null if the worker has none for this connector
   */
  public static SinkEngine create(
      SinkConfig config,
      Supplier<Connection> connector,
      ErrantRecordReporter reporter,
      Clock clock) {
    return create(
        config,
        () -> new Session(connector),
        reporter,
        clock,
        SinkMetrics.hidden(),
        SinkEngine.Patience.DEFAULT);
  }

  /**
   * @param sessions makes one for each connection of the task; it is opened when first needed
   * @param reporter null if the worker has none for this connector
   * @param metrics what is written is counted only by connections that they watch
   */
  static SinkEngine create(
      SinkConfig config,
      Supplier<Session> sessions,
      ErrantRecordReporter reporter,
      Clock clock,
      SinkMetrics metrics,
      SinkEngine.Patience patience) {
    WritingOptions writing = config.writing();
    List<Session> all = Stream.generate(sessions).limit(writing.connections()).toList();
    List<LaneQueue> queues =
        all.stream().map(s -> new LaneQueue(writing, s, config.retries(clock), clock)).toList();
    Backlog backlog = new Backlog(writing.maxBuffered(), queues, metrics);
    ErrantRecords errants = new ErrantRecords(reporter, metrics);
    AtomicInteger tableChanges = new AtomicInteger();
    List<Lane> lanes = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Session session = all.get(i);
      RecordWriter writer = writer(config, session, errants, tableChanges);
      lanes.add(Lane.start(backlog, queues.get(i), session, writer));
    }
    Routes routes =
        new Routes(
            writing.connections(), config.events().follows(), config.mappings(), config.text());
    return new SinkEngine(
        config.nullRecord(),
        routes,
        backlog,
        lanes,
        errants,
        metrics,
        clock,
        patience,
        config.text().protocol().map(protocol -> new TextPacker()));
  }

  private static RecordWriter writer(
      SinkConfig config, Session session, ErrantRecords errants, AtomicInteger tableChanges) {
    TargetTables tables = new TargetTables(config.tables(), session::connection);
    WritePlans plans =
        new WritePlans(
            config.mappings(),
            new WritePlanner(config.tables(), tables),
            config.events().follows());
    Widening widening = new Widening(tables);
    GroupWriter groups = new GroupWriter(plans, inserts(config, session), widening, errants);
    RecordWriter writer = new RowWriter(session, plans, groups, widening, errants);
    if (config.text().protocol().isPresent()) {
      writer = new ByKind(texts(config, session, tables, errants), writer);
    }
    return new WithEvents(
        config.mappings(),
        config.events(),
        events(config, session, tables),
        writer,
        session,
        errants,
        tableChanges);
  }

  private static Inserts inserts(SinkConfig config, Session session) {
    return config.replication().mark()
        ? Inserts.replicating(session)
        : new Inserts(config.rowMethod(), session);
  }

  private static EventApplier events(SinkConfig config, Session session, TargetTables tables) {
    return config.replication().mark()
        ? new EventApplier(
            session::connection, tables::precision, new ReplicatedDeletes(session::connectionTo))
        : new EventApplier(session::connection, tables::precision);
  }

  private static TextRecords texts(
      SinkConfig config, Session session, TargetTables tables, ErrantRecords errants) {
    TextOptions options = config.text();
    if (config.writeMethod() == WriteMethod.SCHEMALESS) {
      DatabaseConnections connections = new DatabaseConnections(session, tables);
      return new TextRecords(
          session,
          config.mappings(),
          errants,
          outcomes -> new PassedText<>(options, connections::of, outcomes));
    }
    return new TextRecords(
        session,
        config.mappings(),
        errants,
        outcomes ->
            new BoundText<>(
                options,
                config.textTables(),
                session,
                database -> tables.precision(database, Precision.NANOSECONDS),
                outcomes));
  }

  public static long monotonicMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
