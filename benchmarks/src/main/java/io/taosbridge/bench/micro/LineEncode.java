package io.taosbridge.bench.micro;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
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
 * From records that are lines of text to the finished frame of one bind: 10,000 lines of 11 fields
 * for 100 child tables. Before anything is measured the frames are decoded and compared with the
 * values that the lines were made of.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class LineEncode {

  private static final int LINE_TAGS = 2;

  private Turns<List<SinkRecord>> records;
  private Frames frames;

  /** Fails unless the frame has the values that the lines were made of. */
  @Setup
  public void open() {
    records = new Turns<>(turn -> new Readings(0, turn).lines());
    frames = new Frames(Map.of("input.format", "line", "text.precision", "ms"));
    FrameContent lines = FrameContent.of(frames.of(records.first()));
    try (Frames others = new Frames(FrameEncode.BY_TEMPLATE)) {
      FrameContent structs = FrameContent.of(others.of(new Readings(0, 0).structs()));
      if (!lines.columns(LINE_TAGS).equals(structs.columns(FrameEncode.TAGS))) {
        throw new IllegalStateException("the lines' frame does not bind what is in the lines");
      }
    }
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
