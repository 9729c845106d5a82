package io.taosbridge.transport.ws;

import io.taosbridge.block.Block;
import io.taosbridge.block.MalformedBlockException;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Field;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.RequestId;
import io.taosbridge.client.Row;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A result whose next block is always asked for while the current one is read: one request ahead,
 * never more.
 */
final class WsQueryResult implements QueryResult {

  private static final int FETCH = 7;

  private enum State {
    READING,
    FINISHED,
    FAILED,
    CLOSED
  }

  private final WsSocket socket;
  private final ResultHeader header;
  private final Duration timeout;
  private final Runnable free;
  private State state = State.READING;
  private long requestId;
  private CompletableFuture<Reply> next;

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

  /** Whether the end was reached: the server has freed the result then. */
  boolean isFinished() {
    return state == State.FINISHED;
  }

  @Override
  public Optional<Block> nextBlock() {
    switch (state) {
      case FINISHED -> {
        return Optional.empty();
      }
      case FAILED -> throw Errors.misuse("reading the result has failed before");
      case CLOSED -> throw Errors.misuse("the result is closed");
      default -> state = State.FAILED; // unless all goes well below
    }
    Optional<Block> block = block(fetched());
    if (block.isPresent()) {
      askForNext();
      state = State.READING;
    } else {
      state = State.FINISHED;
    }
    return block;
  }

  private BinaryReply fetched() {
    CompletableFuture<Reply> asked = next;
    next = null;
    Reply reply = socket.await("fetch", requestId, asked, timeout);
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
    next = socket.startBinary(requestId, QueryFrame.fetch(requestId, header.id()));
  }

  @Override
  public Iterator<Row> iterator() {
    return new Rows();
  }

  @Override
  public List<Row> fetchAll() {
    List<Row> rows = new ArrayList<>();
    forEach(rows::add);
    return rows;
  }

  /** Does not wait: a fetch that is under way is awaited elsewhere before the result is freed. */
  @Override
  public void close() {
    if (state == State.FINISHED || state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    if (next == null) {
      free.run();
    } else {
      CompletableFuture<Void> unused = next.thenRun(free);
      next = null;
    }
  }

  /** Rows of one block after the other. */
  private final class Rows implements Iterator<Row> {

    private Block block;
    private int row;

    @Override
    public boolean hasNext() {
      while (block == null || row == block.rows()) {
        block = nextBlock().orElse(null);
        row = 0;
        if (block == null) {
          return false;
        }
      }
      return true;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return new Row(block, row++);
    }
  }
}
