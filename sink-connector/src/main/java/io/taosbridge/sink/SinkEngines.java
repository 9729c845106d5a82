package io.taosbridge.sink;

import io.taosbridge.client.Connection;
import io.taosbridge.sink.table.TargetTables;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.connect.sink.ErrantRecordReporter;

/** Puts an engine together as the configuration says. */
final class SinkEngines {

  private SinkEngines() {}

  /**
   * @param connector opens a connection to the target
   * @param reporter null if the worker has none for this connector
   */
  static SinkEngine create(
      SinkConfig config,
      Supplier<Connection> connector,
      ErrantRecordReporter reporter,
      SinkEngine.Clock clock) {
    Session session = new Session(connector);
    ErrantRecords errants = new ErrantRecords(reporter);
    TargetTables tables = new TargetTables(config.tables(), session::connection);
    WritePlans plans = new WritePlans(config.mappings(), new WritePlanner(config.tables(), tables));
    Widening widening = new Widening(tables);
    GroupWriter groups =
        new GroupWriter(plans, new Inserts(config.writeMethod(), session), widening, errants);
    RowWriter writer = new RowWriter(session, plans, groups, widening, errants);
    return new SinkEngine(config.batches(), session, writer, errants, config.retries(clock), clock);
  }

  static long monotonicMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
