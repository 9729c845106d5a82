package io.taosbridge.embedded.tmq;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.embedded.storage.Deletion;
import java.util.List;

/**
 * What one poll reads from one vgroup.
 *
 * @param requestOffset where reading started
 * @param responseOffset where the next read starts
 * @param withTableName whether blocks carry the name of their table: in all but query topics
 * @param metas metadata: of the message if it has no blocks, else of tables that it created
 * @param deletion what a message of one delete is about, else null
 */
record DataBatch(
    long requestOffset,
    long responseOffset,
    boolean withTableName,
    List<DataBlock> blocks,
    List<ObjectNode> metas,
    Deletion deletion) {

  static final int DATA = 1;
  static final int META = 2;
  static final int META_AND_DATA = 3;

  boolean isEmpty() {
    return blocks.isEmpty() && metas.isEmpty();
  }

  long rows() {
    return blocks.stream().mapToLong(DataBlock::rows).sum();
  }

  /** The number of the message's type on the wire. */
  int type() {
    if (blocks.isEmpty()) {
      return META;
    }
    return metas.isEmpty() ? DATA : META_AND_DATA;
  }

  /** What a poll reply calls the message's offset (tmq.md, section 6). */
  long pollOffset() {
    return type() == META ? responseOffset : requestOffset;
  }
}
