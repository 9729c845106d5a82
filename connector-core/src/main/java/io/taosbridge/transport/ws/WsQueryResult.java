package io.taosbridge.transport.ws;

import io.taosbridge.block.Block;
import io.taosbridge.block.MalformedBlockException;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Field;
import io.taosbridge.client.RequestId;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.transport.BlockResult;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A result whose next block is always asked for while the current one is read: one request ahead,
 * never more.
 */
final class WsQueryResult extends BlockResult {

  private static final int FETCH = 7;

  private final WsSocket socket;
  private final ResultHeader header;
  private final Duration timeout;
  private final Runnable free;
  private long requestId;

  /** The reply to the last fetch sent. */
  private CompletableFuture<Reply> sent;

  /** Ends with it, or when the result is cancelled. */
  private volatile CompletableFuture<Reply> awaited;

  /**
   * @param free frees what the server holds for a result that was not read to its end; never run
   *     while a fetch is under way, since a fetch of a freed result may stay unanswered
   */
  WsQueryResult(WsSocket socket, ResultHeader header, Duration timeout, Runnable free) {
    this.socket = socket;
    this.header = header;
    this.timeout = timeout;
    this.free = free;
    askForNext();
  }

  @Override
  public List<Field> fields() {
    return header.fields();
  }

  @Override
  public Precision precision() {
    return header.precision();
  }

  @Override
  protected Optional<Block> fetch() {
    Optional<Block> block = block(fetched());
    if (block.isPresent()) {
      askForNext();
    }
    return block;
  }

  private BinaryReply fetched() {
    Reply reply = socket.await("fetch", requestId, awaited, timeout);
    if (reply instanceof Reply.Json error) {
      error.orThrow(Context.QUERY, "cannot fetch rows");
      throw Errors.unreadable("the reply to a fetch is JSON, expected binary", null);
    }
    BinaryReply fetched =
        BinaryReply.read(((Reply.Binary) reply).frame())
            .orThrow(Context.QUERY, "cannot fetch rows");
    if (fetched.action() != FETCH || fetched.id() != header.id()) {
      throw Errors.unreadable("the reply to a fetch is of another request", null);
    }
    return fetched;
  }

  /** The block behind the flag that says whether there is one, and its length. */
  private Optional<Block> block(BinaryReply fetched) {
    ByteBuffer rest = fetched.rest();
    if (rest.remaining() < 1) {
      throw Errors.unreadable("the reply to a fetch is cut short", null);
    }
    boolean finished = rest.get(0) != 0;
    if (finished) {
      return Optional.empty();
    }
    if (rest.remaining() < 5 || rest.getInt(1) != rest.remaining() - 5) {
      throw Errors.unreadable(
          "the reply to a fetch has " + rest.remaining() + " bytes of a block", null);
    }
    try {
      Block block = Block.wrap(rest.slice(5, rest.remaining() - 5));
      if (block.columnCount() != header.fields().size()) {
        throw Errors.unreadable(
            "a block has "
                + block.columnCount()
                + " columns in a result of "
                + header.fields().size(),
            null);
      }
      return Optional.of(block);
    } catch (MalformedBlockException e) {
      throw Errors.unreadable("malformed block: " + e.getMessage(), e);
    }
  }

  private void askForNext() {
    requestId = RequestId.next();
    sent = socket.startBinary(requestId, QueryFrame.fetch(requestId, header.id()));
    awaited = sent.copy();
  }

  /** Ends waiting alone: the server knows no cancel, and answers in its time. */
  @Override
  protected void interruptFetch() {
    awaited.completeExceptionally(Errors.misuse("the query was cancelled"));
  }

  /** Does not wait: the reply to a fetch that is under way makes its thread free the result. */
  @Override
  protected void release() {
    CompletableFuture<Void> unused = sent.thenRun(free);
  }
}
