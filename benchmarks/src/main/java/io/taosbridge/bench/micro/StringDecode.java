package io.taosbridge.bench.micro;

import io.taosbridge.block.Block;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** As {@link BlockDecode}, with each text made a Java string. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class StringDecode {

  private final ByteBuffer bytes = Meters.block();
  private final ByteBuffer frame = VendorBlock.frame(bytes);

  /** Blocks per second, by typed access to the columns where they lie. */
  @Benchmark
  public long ours() {
    return CellChecksum.STRINGS.of(Block.wrap(bytes));
  }

  /** Blocks per second, by the vendor's driver. */
  @Benchmark
  public long vendor() {
    return CellChecksum.STRINGS.of(VendorBlock.decode(frame, Meters.ROWS, Meters.columns()));
  }
}
