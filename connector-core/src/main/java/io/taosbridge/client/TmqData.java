package io.taosbridge.client;

import java.util.List;

/**
 * The rows of a message.
 *
 * @param requestOffset where reading started
 * @param responseOffset where the next read starts; both are {@link #NO_OFFSET} while a snapshot is
 *     read
 */
public record TmqData(long requestOffset, long responseOffset, List<TableBlock> blocks) {

  /** Stands for a place that is not a version in the log. */
  public static final long NO_OFFSET = -1;

  public TmqData {
    blocks = List.copyOf(blocks);
  }

  /** The rows of all blocks. */
  public int rows() {
    int rows = 0;
    for (TableBlock block : blocks) {
      rows += block.block().rows();
    }
    return rows;
  }
}
