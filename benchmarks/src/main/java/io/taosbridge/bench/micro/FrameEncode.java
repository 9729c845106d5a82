package io.taosbridge.bench.micro;

import java.nio.ByteBuffer;
import java.sql.SQLException;
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
 * From records to the finished frame of one bind over WebSocket: 10,000 rows of 12 columns for 100
 * child tables. Before anything is measured the frames are decoded: they must bind the same.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class FrameEncode {

  private static final int NULL_IN = 10;
  static final int TAGS = 2;
  static final Map<String, String> BY_TEMPLATE =
      Map.of("stable", Readings.STABLE, "tags", "meter,location", "table", "meter_${value.meter}");
  private static final Map<String, String> BY_TAGS =
      Map.of("stable", Readings.STABLE, "tags", "meter,location");

  private Turns<Readings> readings;
  private Turns<List<SinkRecord>> records;
  private Frames frames;
  private Frames framesByTags;
  private VendorInsert vendor;
  private ByteBuffer source;

  /** Fails unless all bind the same. */
  @Setup
  public void open() throws SQLException {
    readings = new Turns<>(turn -> new Readings(NULL_IN, turn));
    records = new Turns<>(turn -> new Readings(NULL_IN, turn).structs());
    frames = new Frames(BY_TEMPLATE);
    framesByTags = new Frames(BY_TAGS);
    vendor = new VendorInsert();
    source = frames.of(records.first());
    FrameContent expected = FrameContent.of(source);
    requireSame("vendor", expected.equals(FrameContent.of(vendor.frame(readings.first()))));
    requireSame("copy", source.equals(copy()));
    FrameContent tagged = FrameContent.of(framesByTags.of(records.first()));
    requireSame("byTags", expected.unnamed().equals(tagged.unnamed()));
  }

  private static void requireSame(String who, boolean same) {
    if (!same) {
      throw new IllegalStateException("the frame of " + who + " does not bind the same");
    }
  }

  @TearDown
  public void close() {
    frames.close();
    framesByTags.close();
  }

  /** Frames per second by the sink, from Structs, with tables named by a template. */
  @Benchmark
  public ByteBuffer ours() {
    return frames.of(records.next());
  }

  /** The same with tables named by a hash of their tags. */
  @Benchmark
  public ByteBuffer byTags() {
    return framesByTags.of(records.next());
  }

  /** By the vendor's driver, from values of the types that its setters take. */
  @Benchmark
  public ByteBuffer vendor() throws SQLException {
    return vendor.frame(readings.next());
  }

  /** The finished frame put into another, value by value. */
  @Benchmark
  public ByteBuffer copy() {
    return FrameCopy.of(source);
  }
}
