package io.taosbridge.bench.micro;

import io.taosbridge.bench.micro.FrameContent.Cells;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.sink.SinkRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * From records that Kafka's converter read from JSON without schemas to the finished frame of one
 * bind: 10,000 maps of 12 columns and 2 tags for 100 child tables. Before anything is measured the
 * frame is decoded and compared with one from Structs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class MapEncode {

  private static final int NULL_IN = 10;

  private Turns<List<SinkRecord>> records;
  private Frames frames;

  /** Fails unless the frame has the values that the JSON was made of. */
  @Setup
  public void open() {
    records = new Turns<>(turn -> new Readings(NULL_IN, turn).maps());
    frames = new Frames(FrameEncode.BY_TEMPLATE);
    FrameContent maps = FrameContent.of(frames.of(records.first()));
    try (Frames others = new Frames(FrameEncode.BY_TEMPLATE)) {
      List<SinkRecord> structs = new Readings(NULL_IN, 0).structs();
      if (!unordered(maps).equals(unordered(FrameContent.of(others.of(structs))))) {
        throw new IllegalStateException("the maps' frame does not bind what is in the JSON");
      }
    }
  }

  /** The columns of a map have no order. */
  private static Map<String, Set<Cells>> unordered(FrameContent content) {
    Map<String, Set<Cells>> tables = new HashMap<>();
    content.tables().forEach((table, cells) -> tables.put(table, new HashSet<>(cells)));
    return tables;
  }

  @TearDown
  public void close() {
    frames.close();
  }

  /** Frames per second by the sink. */
  @Benchmark
  public ByteBuffer ours() {
    return frames.of(records.next());
  }
}
