package io.taosbridge.bench.client;

import com.taosdata.jdbc.tmq.ConsumerRecord;
import com.taosdata.jdbc.tmq.TaosConsumer;
import io.taosbridge.TDengine;
import io.taosbridge.bench.race.Goal;
import io.taosbridge.bench.race.Race;
import io.taosbridge.bench.race.Run;
import io.taosbridge.bench.race.Runner;
import io.taosbridge.block.Block;
import io.taosbridge.block.Column;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.client.TmqOptions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToLongFunction;

/** The client against the vendor's driver, on one server. */
public final class ClientRaces {

  private static final String DATABASE = "bench_client";
  private static final String TOPIC = "bench_client_meters";
  private static final int BATCH_ROWS = 10_000;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final String OURS = "TaosBridge";
  private static final String VENDOR = "vendor's JDBC";
  private static final String RAW = "raw frames, not decoded";
  private static final String RAW_INSERT = "raw frames, made before";
  private static final int COUNTER_COLUMN = 4;

  /**
   * The JVM compiles for some laps: a subscription's CPU time halves from the second to the fifth.
   */
  private static final int WARM_UPS = 3;

  private static final double INSERT_CPU = 0.6;
  private static final double SUBSCRIPTION_CPU = 0.3;

  private final Connections server;
  private final long rows;
  private final boolean isReal;
  private boolean filled;
  private int groups;

  /**
   * @param isReal whether the server is a real TDengine, for which there are more goals
   */
  public ClientRaces(Connections server, long rows, boolean isReal) {
    this.server = server;
    this.rows = rows;
    this.isReal = isReal;
  }

  /** All of them. What the first one writes is what the others read. */
  public List<Race> all() {
    return List.of(insert(), query(), subscription());
  }

  private Race insert() {
    PreparedBinds binds = new PreparedBinds(server, rows);
    List<Goal> goals =
        new ArrayList<>(List.of(new Goal(VENDOR, 2), new Goal(VENDOR + ", efficient mode", 2)));
    if (isReal) {
      goals.add(Goal.cpu(OURS, INSERT_CPU));
    }
    return new Race(
        "insert, STMT2 over WebSocket",
        rows,
        WARM_UPS,
        goals,
        List.of(
            Runner.of(
                OURS,
                () -> {
                  create();
                  OurInsert.write(server, DATABASE, rows, BATCH_ROWS);
                  return stored();
                }),
            Runner.of(
                VENDOR,
                () -> {
                  create();
                  VendorInsert.write(server, DATABASE, "", rows, BATCH_ROWS);
                  return stored();
                }),
            Runner.of(
                VENDOR + ", efficient mode",
                () -> {
                  create();
                  VendorInsert.write(server, DATABASE, "&asyncWrite=STMT", rows, BATCH_ROWS);
                  return stored();
                }),
            Runner.of(
                RAW_INSERT,
                () -> {
                  create();
                  binds.write(DATABASE);
                  return stored();
                })));
  }

  private void create() {
    filled = false;
    try (Connection connection = TDengine.connect(server.ours(""))) {
      connection.execute("DROP TOPIC IF EXISTS " + TOPIC);
      connection.execute("DROP DATABASE IF EXISTS " + DATABASE);
      connection.execute("CREATE DATABASE " + DATABASE + " VGROUPS 2 WAL_RETENTION_PERIOD 86400");
      connection.execute("USE " + DATABASE);
      connection.execute(MeterRow.CREATE_STABLE);
    }
  }

  /** Writes what is to be read unless it is there, which is for a run to warm up. */
  private void fill() {
    if (!filled) {
      create();
      OurInsert.write(server, DATABASE, rows, BATCH_ROWS);
      filled = true;
    }
  }

  private long stored() {
    try (Connection connection = TDengine.connect(server.ours(DATABASE));
        QueryResult sum = connection.query("SELECT SUM(counter) FROM meters")) {
      long checksum = sum.fetchOne().orElseThrow().getLong(0);
      filled = checksum == MeterRow.checksum(rows);
      return checksum;
    }
  }

  private Race query() {
    String sql = "SELECT * FROM meters";
    return new Race(
        "query over WebSocket",
        rows,
        WARM_UPS,
        List.of(new Goal(VENDOR, 2)),
        List.of(
            Runner.of(
                OURS,
                () -> {
                  fill();
                  return ourQuery(sql);
                }),
            new VendorQuery(VENDOR, server, DATABASE, sql, COUNTER_COLUMN),
            Runner.of(RAW, () -> rawQuery(sql))));
  }

  private long ourQuery(String sql) {
    long sum = 0;
    try (Connection connection = TDengine.connect(server.ours(DATABASE));
        QueryResult result = connection.query(sql)) {
      Optional<Block> block = result.nextBlock();
      while (block.isPresent()) {
        sum += counters(block.get());
        block = result.nextBlock();
      }
    }
    return sum;
  }

  /** Touches every cell by its type. */
  private static long counters(Block block) {
    long counters = 0;
    long other = 0;
    for (int i = 0; i < block.columnCount(); i++) {
      Column column = block.column(i);
      long sum = sum(column, block.rows());
      if (i == COUNTER_COLUMN) {
        counters = sum;
      } else {
        other += sum;
      }
    }
    if (other == 0) {
      throw new IllegalStateException("the other columns are empty");
    }
    return counters;
  }

  private static long sum(Column column, int rows) {
    return switch (column.type().type()) {
      case FLOAT, DOUBLE -> sum(column, rows, row -> (long) column.getDouble(row));
      case VARCHAR, NCHAR -> sum(column, rows, row -> column.getString(row).length());
      default -> sum(column, rows, column::getLong);
    };
  }

  private static long sum(Column column, int rows, IntToLongFunction value) {
    long sum = 0;
    for (int row = 0; row < rows; row++) {
      if (!column.isNull(row)) {
        sum += value.applyAsLong(row);
      }
    }
    return sum;
  }

  private long rawQuery(String sql) throws IOException {
    try (RawSession session = RawSession.open(server, DATABASE)) {
      return MeterRow.checksum(session.query(sql));
    }
  }

  private Race subscription() {
    List<Goal> goals = new ArrayList<>(List.of(new Goal(VENDOR, 3)));
    if (isReal) {
      // The embedded server makes messages faster than anybody can decode them.
      goals.add(new Goal(RAW, 0.95));
      goals.add(Goal.cpu(OURS, SUBSCRIPTION_CPU));
    }
    return new Race(
        "subscription over WebSocket",
        rows,
        WARM_UPS,
        goals,
        List.of(
            subscriber(OURS, this::ourSubscription),
            subscriber(VENDOR, this::vendorSubscription),
            subscriber(
                RAW,
                clock -> {
                  RawSubscription.read(server, TOPIC, nextGroup(), rows, clock::got);
                  return MeterRow.checksum(clock.rows());
                })));
  }

  /** Reads all rows, tells a clock of them, and returns their checksum. */
  @FunctionalInterface
  private interface Subscription {
    long read(RowClock clock) throws Exception;
  }

  private Runner subscriber(String name, Subscription subscription) {
    return new Runner() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Run run() throws Exception {
        subscribable();
        RowClock clock = new RowClock();
        long checksum = subscription.read(clock);
        return new Run(clock.lap(), checksum);
      }
    };
  }

  private void subscribable() {
    fill();
    try (Connection connection = TDengine.connect(server.ours(DATABASE))) {
      connection.execute("CREATE TOPIC IF NOT EXISTS " + TOPIC + " AS SELECT * FROM meters");
    }
  }

  private long ourSubscription(RowClock clock) {
    TmqOptions settings =
        new TmqOptions(Map.of("group.id", nextGroup(), "auto.offset.reset", "earliest"));
    long sum = 0;
    try (TmqConsumer consumer =
        TDengine.consumer(ConnectionOptions.parse(server.ours("")), settings)) {
      consumer.subscribe(List.of(TOPIC));
      while (clock.rows() < rows) {
        long read = 0;
        Optional<TmqMessage> message = consumer.poll(POLL);
        if (message.isPresent()) {
          TmqData data = message.get().data();
          consumer.pollAhead();
          for (TableBlock block : data.blocks()) {
            sum += counters(block.block());
            read += block.block().rows();
          }
        }
        clock.got(read);
      }
    }
    return sum;
  }

  private long vendorSubscription(RowClock clock) throws SQLException {
    long sum = 0;
    try (TaosConsumer<Map<String, Object>> consumer =
        new TaosConsumer<>(server.vendorConsumer(nextGroup()))) {
      consumer.subscribe(List.of(TOPIC));
      while (clock.rows() < rows) {
        long read = 0;
        for (ConsumerRecord<Map<String, Object>> row : consumer.poll(POLL)) {
          sum += (Long) row.value().get("counter");
          read++;
        }
        clock.got(read);
      }
    }
    return sum;
  }

  private String nextGroup() {
    groups++;
    return "bench_" + Long.toString(System.nanoTime(), Character.MAX_RADIX) + "_" + groups;
  }
}
