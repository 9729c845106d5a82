package io.taosbridge.bench.micro;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * From messages to records as the source connector reads them ahead, values unasked: what the
 * number of tables changes. Each message has {@link #ROWS} rows.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TablesDecode {

  static final int ROWS = 4_000;
  private static final int ROWS_AT_ONCE = 10;

  /** Messages per second, each of one and the same table. */
  @Benchmark
  public List<SourceRecord> ours(OneTable messages) {
    return messages.source.decode();
  }

  /** Messages per second, each of the same 400 tables. */
  @Benchmark
  public List<SourceRecord> tables400(FewTables messages) {
    return messages.source.decode();
  }

  /** Messages per second, each of 400 tables of its own, 100,000 in all. */
  @Benchmark
  public List<SourceRecord> tables100000(ManyTables messages) {
    return messages.source.decode();
  }

  /** Closed after its benchmark. */
  @State(Scope.Benchmark)
  public abstract static class Messages {

    final SourceMessage source;

    Messages(int messages, int tables) {
      source = new SourceMessage(Map.of(), messages, tables, ROWS / tables);
      IntStream.range(0, messages)
          .forEach(i -> source.decode()); // asks the server about all tables
    }

    /** Stops the server. */
    @TearDown
    public void close() {
      source.close();
    }
  }

  /** One table. */
  public static class OneTable extends Messages {
    public OneTable() {
      super(1, 1);
    }
  }

  /** As many tables as a message holds. */
  public static class FewTables extends Messages {
    public FewTables() {
      super(1, ROWS / ROWS_AT_ONCE);
    }
  }

  /** More tables than caches hold. */
  public static class ManyTables extends Messages {
    public ManyTables() {
      super(250, ROWS / ROWS_AT_ONCE);
    }
  }
}
