package io.taosbridge.embedded.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.block.BlockBuilder;
import io.taosbridge.block.ColumnType;
import io.taosbridge.embedded.engine.ResultField;
import io.taosbridge.embedded.engine.SqlResult.Rows;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.ToIntFunction;

/** A query's result that is read block by block. */
final class OpenResult {

  private static final int BLOCK_VERSION = 1;
  private static final int MAX_BLOCK_ROWS = 4096;

  private final Rows rows;
  private int next;
  private ByteBuffer block;
  private int blockRows;

  /** For one block after the other, so that they share memory. */
  private BlockBuilder builder;

  /** The block behind it, if it was made already. */
  private ByteBuffer prepared;

  OpenResult(Rows rows) {
    this.rows = rows;
  }

  List<ResultField> fields() {
    return rows.fields();
  }

  /** Steps to the next block; false at the end. */
  boolean advance() {
    prepare();
    block = prepared;
    prepared = null;
    int to = end();
    blockRows = to - next;
    next = to;
    return blockRows > 0;
  }

  /** Makes the next block, so that it is there when the client has read this one and asks. */
  void prepare() {
    if (prepared == null && next < end()) {
      prepared = encode(next, end());
    }
  }

  private int end() {
    return Math.min(next + MAX_BLOCK_ROWS, rows.rows().size());
  }

  int blockRows() {
    return blockRows;
  }

  /** The block stepped to; null before the first. */
  ByteBuffer block() {
    return block == null ? null : block.duplicate();
  }

  private ByteBuffer encode(int begin, int end) {
    if (builder == null) {
      builder = new BlockBuilder(fields().stream().map(ResultField::type).toList(), end - begin);
    }
    builder.clear();
    rows.rows().appendTo(builder, begin, end);
    return builder.build(BLOCK_VERSION);
  }

  /**
   * Adds the members that describe the columns.
   *
   * @param length what {@code fields_lengths} is to say
   */
  static void describe(ObjectNode node, Rows rows, ToIntFunction<ColumnType> length) {
    node.put("fields_count", rows.fields().size());
    ArrayNode names = node.putArray("fields_names");
    ArrayNode types = node.putArray("fields_types");
    ArrayNode lengths = node.putArray("fields_lengths");
    node.put("precision", rows.precision().code());
    ArrayNode precisions = node.putArray("fields_precisions");
    ArrayNode scales = node.putArray("fields_scales");
    for (ResultField field : rows.fields()) {
      names.add(field.name());
      types.add(field.type().type().code());
      lengths.add(length.applyAsInt(field.type()));
      precisions.add(field.type().precision());
      scales.add(field.type().scale());
    }
  }
}
