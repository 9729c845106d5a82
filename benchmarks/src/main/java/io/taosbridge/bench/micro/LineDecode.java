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

/** As {@link StructDecode}, to text in the line protocol. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class LineDecode {

  private final SourceMessage message =
      new SourceMessage(
          Map.of("value.format", "line", "fields.exclude", "changed", "tags.include", "false"));
  private final VendorMessage vendor =
      new VendorMessage(
          RawMessage.reply(SourceMessage.payload()), SourceMessage.TOPIC, SourceMessage.DATABASE);

  /** Messages per second, to records of text. */
  @Benchmark
  public List<SourceRecord> ours() {
    return message.decode();
  }

  /** Messages per second, to the maps that its user would have to write as text. */
  @Benchmark
  public List<Map<String, Object>> vendor() throws SQLException {
    return vendor.decode();
  }

  /** Stops the server. */
  @TearDown
  public void close() {
    message.close();
  }
}
