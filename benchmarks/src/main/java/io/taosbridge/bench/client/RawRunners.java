package io.taosbridge.bench.client;

import io.taosbridge.TDengine;
import io.taosbridge.bench.race.Lap;
import io.taosbridge.bench.race.ProcessCpu;
import io.taosbridge.bench.race.Run;
import io.taosbridge.bench.race.Runner;
import io.taosbridge.client.Connection;

/**
 * What the server and the wire allow to whoever reads or writes a database of meters: its frames,
 * made before or not decoded. Nobody who takes the same way gets more rows.
 */
public final class RawRunners {

  private static final String READ = "raw frames, not decoded";
  private static final String WRITTEN = "raw frames, made before";
  private static final double NANOS = 1e9;

  private final MeterDatabase database;
  private final long rows;

  public RawRunners(MeterDatabase database, long rows) {
    this.database = database;
    this.rows = rows;
  }

  /** Reads all rows by a subscription, measured from the first. */
  public Runner subscription() {
    String topic = database.name() + "_raw";
    return new Named(
        READ,
        () -> {
          try (Connection connection = TDengine.connect(database.url())) {
            connection.execute("CREATE TOPIC IF NOT EXISTS " + topic + " AS SELECT * FROM meters");
          }
          RowClock clock = new RowClock();
          String group = "raw_" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
          RawSubscription.read(database.server(), topic, group, rows, clock::got);
          return new Run(clock.lap(), rows);
        });
  }

  /** Reads all rows by a query. */
  public Runner query() {
    return Runner.of(
        READ,
        () -> {
          try (RawSession session = RawSession.open(database.server(), database.name())) {
            return session.query("SELECT * FROM meters");
          }
        });
  }

  /**
   * Writes all rows, in binds of 10,000.
   *
   * @param clear makes the database anew, with an empty supertable, before the time begins
   * @param verify fails unless the rows are there, when the time is over
   */
  public Runner insert(Runnable clear, Runnable verify) {
    PreparedBinds binds = new PreparedBinds(database.server(), rows);
    return new Named(
        WRITTEN,
        () -> {
          clear.run();
          long begin = System.nanoTime();
          double cpuBegin = ProcessCpu.seconds();
          binds.write(database.name());
          Lap lap = new Lap((System.nanoTime() - begin) / NANOS, ProcessCpu.seconds() - cpuBegin);
          verify.run();
          return new Run(lap, rows);
        });
  }

  /** What measures itself. */
  private record Named(String name, Measured work) implements Runner {

    @FunctionalInterface
    private interface Measured {
      Run run() throws Exception;
    }

    @Override
    public Run run() throws Exception {
      return work.run();
    }
  }
}
