package io.taosbridge.embedded.tmq;

import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.Precision;
import io.taosbridge.embedded.engine.TopicRows;
import io.taosbridge.embedded.storage.ColumnDef;
import java.nio.ByteBuffer;
import java.util.List;

/** Rows of one table in a message. */
record DataBlock(TopicRows content, Precision precision) {

  private static final int BLOCK_VERSION = 2;

  String table() {
    return content.table().name();
  }

  List<ColumnDef> fields() {
    return content.fields();
  }

  int rows() {
    return content.rows().size();
  }

  /** The block in wire form, made anew: a message that nobody fetches costs none. */
  ByteBuffer encode() {
    BlockBuilder block = new BlockBuilder(fields().stream().map(ColumnDef::type).toList(), rows());
    content.rows().appendTo(block, 0, rows());
    return block.build(BLOCK_VERSION);
  }
}
