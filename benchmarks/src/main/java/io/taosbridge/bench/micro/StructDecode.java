package io.taosbridge.bench.micro;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/**
 * From a message as the server sends it to records as the source connector makes them by default: a
 * Struct of columns, tags and table name, the table as key, headers of the origin.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class StructDecode {

  private final SourceMessage message = new SourceMessage(Map.of());
  private final LeastRecords least = new LeastRecords(message.decode());
  private final VendorMessage vendor =
      new VendorMessage(
          RawMessage.reply(SourceMessage.payload()), SourceMessage.TOPIC, SourceMessage.DATABASE);

  /** Messages per second, to records and the values that these make when they are asked. */
  @Benchmark
  public List<SourceRecord> ours(Blackhole values) {
    return asked(message.decode(), values);
  }

  /** Messages per second, to maps without tags and headers. */
  @Benchmark
  public List<Map<String, Object>> vendor() throws SQLException {
    return vendor.decode();
  }

  /** Messages per second that no builder of the same records can surpass. */
  @Benchmark
  public List<SourceRecord> bound(Blackhole values) {
    return asked(least.allocate(), values);
  }

  /** As the worker does to convert them. */
  private static List<SourceRecord> asked(List<SourceRecord> records, Blackhole values) {
    for (SourceRecord record : records) {
      values.consume(record.value());
    }
    return records;
  }

  /** Stops the server. */
  @TearDown
  public void close() {
    message.close();
  }
}
