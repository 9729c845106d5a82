package io.taosbridge.source.metrics;

import io.taosbridge.block.Block;
import io.taosbridge.block.Column;
import io.taosbridge.block.DataType;
import io.taosbridge.client.TableBlock;
import io.taosbridge.client.TmqData;
import java.util.OptionalDouble;

/** How far reading is behind the clock that rows are written by. */
final class RowAge {

  private RowAge() {}

  /**
   * The age in seconds of the last row of a message, 0 if it is of the future; empty if its first
   * column is no timestamp, as a query topic's may be.
   *
   * @param now in milliseconds since 1970
   */
  static OptionalDouble ofLast(TmqData data, long now) {
    if (data.rows() == 0) {
      return OptionalDouble.empty();
    }
    TableBlock last = data.blocks().get(data.blocks().size() - 1);
    Block block = last.block();
    int row = block.rows() - 1;
    Column first = block.column(0);
    if (row < 0 || first.type().type() != DataType.TIMESTAMP || first.isNull(row)) {
      return OptionalDouble.empty();
    }
    double written = first.getLong(row) / (double) last.precision().unitsPerSecond();
    return OptionalDouble.of(Math.max(0, now / 1000.0 - written));
  }
}
