package io.taosbridge.embedded.tmq;

import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.Precision;
import io.taosbridge.embedded.engine.TopicRows;
import io.taosbridge.embedded.storage.ColumnDef;
import java.nio.ByteBuffer;
import java.util.List;

/** Rows of one table in a message. */
record DataBlock(TopicRows content, Precision precision) {

  /** Of blocks in messages. */
  static final int VERSION = 2;

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
    BlockBuilder builder = builder();
    fill(builder);
    return builder.build(VERSION);
  }

  BlockBuilder builder() {
    return new BlockBuilder(fields().stream().map(ColumnDef::type).toList(), rows());
  }

  /**
   * @param builder made by a block with the same fields; what it holds is forgotten
   */
  void fill(BlockBuilder builder) {
    builder.clear();
    content.rows().appendTo(builder, 0, rows());
  }
}
