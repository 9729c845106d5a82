package io.taosbridge.bench.micro;

import io.taosbridge.block.Block;
import io.taosbridge.block.Column;
import io.taosbridge.block.DataType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * From the bytes of a block to the value of each cell. Both sides touch every cell once and return
 * a checksum of them, so that a decoder that is fast by leaving something out shows.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class BlockDecode {

  private final ByteBuffer bytes = Meters.block();
  private final ByteBuffer frame = VendorBlock.frame(bytes);

  /** Blocks per second, by typed access to the columns where they lie. */
  @Benchmark
  public long ours() {
    Block block = Block.wrap(bytes);
    long sum = 0;
    for (int i = 0; i < block.columnCount(); i++) {
      sum += checksum(block.column(i), block.rows());
    }
    return sum;
  }

  private static long checksum(Column column, int rows) {
    DataType type = column.type().type();
    long sum = 0;
    for (int row = 0; row < rows; row++) {
      if (!column.isNull(row)) {
        sum +=
            switch (type) {
              case FLOAT, DOUBLE -> Double.doubleToLongBits(column.getDouble(row));
              case NCHAR -> column.getString(row).length();
              case VARCHAR -> column.getString(row).length();
              default -> column.getLong(row);
            };
      }
    }
    return sum;
  }

  /** Blocks per second, by the vendor's driver. */
  @Benchmark
  public long vendor() {
    long sum = 0;
    for (List<Object> column : VendorBlock.decode(frame, Meters.ROWS, Meters.columns())) {
      for (Object cell : column) {
        sum += checksum(cell);
      }
    }
    return sum;
  }

  private static long checksum(Object cell) {
    if (cell instanceof Boolean truth) {
      return truth ? 1 : 0;
    } else if (cell instanceof Float number) {
      return Double.doubleToLongBits(number);
    } else if (cell instanceof Double number) {
      return Double.doubleToLongBits(number);
    } else if (cell instanceof Number number) {
      return number.longValue();
    } else if (cell instanceof Instant time) {
      return time.toEpochMilli();
    } else if (cell instanceof String text) {
      return text.length();
    } else if (cell instanceof int[] text) {
      return new String(text, 0, text.length).length();
    } else if (cell instanceof byte[] text) {
      return new String(text, StandardCharsets.UTF_8).length();
    } else if (cell == null) {
      return 0;
    }
    throw new IllegalStateException("the driver decodes to " + cell.getClass());
  }
}
