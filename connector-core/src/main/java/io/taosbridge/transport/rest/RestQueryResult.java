package io.taosbridge.transport.rest;

import io.taosbridge.block.Block;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Field;
import io.taosbridge.client.error.Errors;
import io.taosbridge.transport.BlockResult;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A result that is read while it arrives. Its first block is read at once, because the times in it
 * tell the precision.
 */
final class RestQueryResult extends BlockResult {

  private final SqlReply reply;
  private final Supplier<Precision> otherwise;
  private Optional<Block> first;
  private boolean firstTaken;

  /**
   * @param otherwise the precision if no time tells it
   */
  RestQueryResult(SqlReply reply, Supplier<Precision> otherwise) {
    this.reply = reply;
    this.otherwise = otherwise;
    this.first = reply.nextBlock();
  }

  @Override
  public List<Field> fields() {
    return reply.fields();
  }

  @Override
  public Precision precision() {
    if (reply.precision().isEmpty()) {
      reply.setPrecision(otherwise.get());
    }
    return reply.precision().orElseThrow();
  }

  @Override
  protected Optional<Block> fetch() {
    if (!firstTaken) {
      firstTaken = true;
      Optional<Block> block = first;
      first = Optional.empty();
      return block;
    }
    return reply.nextBlock();
  }

  @Override
  protected void interruptFetch() {
    reply.abort(Errors.misuse("the query was cancelled"));
  }

  @Override
  protected void release() {
    reply.close();
  }
}
