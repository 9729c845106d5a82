package io.taosbridge.transport;

import io.taosbridge.block.Block;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.error.Errors;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Everything about reading a result but where its blocks come from. */
public abstract class BlockResult implements QueryResult {

  private enum State {
    READING,
    FAILED,
    CLOSED
  }

  private State state = State.READING;
  private boolean finished;
  private boolean released;
  private volatile boolean cancelled;
  private Block block;
  private int row;

  /** The next block as it comes, or empty at the end, when nothing is left to be freed. */
  protected abstract Optional<Block> fetch();

  /**
   * Frees what is held for a result that was not read to its end, because it was closed or because
   * reading it failed. Called at most once.
   */
  protected abstract void release();

  /** Makes a fetch that waits in another thread end at once. Frees nothing. */
  protected abstract void interruptFetch();

  /** Whether the last block was fetched: nothing is held for the result then. */
  public boolean isFinished() {
    return finished;
  }

  @Override
  public Optional<Block> nextBlock() {
    requireNotCancelled();
    if (hasRow() && row > 0) {
      throw Errors.misuse("some rows of the block were read one by one: read the others so, too");
    }
    if (hasRow()) {
      Block unread = block;
      block = null;
      return Optional.of(unread);
    }
    return advance();
  }

  private Optional<Block> advance() {
    return switch (state) {
      case READING -> finished ? Optional.empty() : fetchNext();
      case FAILED -> throw Errors.misuse("reading the result has failed before");
      case CLOSED -> throw Errors.misuse("the result is closed");
    };
  }

  private Optional<Block> fetchNext() {
    Optional<Block> next;
    try {
      next = fetch();
    } catch (RuntimeException e) {
      end(State.FAILED);
      requireNotCancelled(); // the reason for whatever went wrong
      throw e;
    }
    finished = next.isEmpty();
    requireNotCancelled();
    return next;
  }

  private void requireNotCancelled() {
    if (cancelled && state != State.CLOSED) {
      end(State.FAILED);
      throw Errors.misuse("the query was cancelled");
    }
  }

  private void end(State end) {
    state = end;
    block = null;
    if (!finished && !released) {
      released = true;
      release();
    }
  }

  private boolean hasRow() {
    return block != null && row < block.rows();
  }

  /** Whether there is another row, which is then at hand. */
  private boolean reachRow() {
    requireNotCancelled();
    while (!hasRow()) {
      block = advance().orElse(null);
      row = 0;
      if (block == null) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Optional<Row> fetchOne() {
    return reachRow() ? Optional.of(new Row(block, row++)) : Optional.empty();
  }

  @Override
  public List<Row> fetchMany(int count) {
    List<Row> rows = new ArrayList<>();
    while (rows.size() < count && reachRow()) {
      rows.add(new Row(block, row++));
    }
    return rows;
  }

  @Override
  public List<Row> fetchAll() {
    return fetchMany(Integer.MAX_VALUE);
  }

  @Override
  public List<Map<String, Object>> fetchAllMaps() {
    List<Map<String, Object>> maps = new ArrayList<>();
    for (Row each : this) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < fields().size(); i++) {
        map.put(fields().get(i).name(), each.get(i));
      }
      maps.add(map);
    }
    return maps;
  }

  @Override
  public Iterator<Row> iterator() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return reachRow();
      }

      @Override
      public Row next() {
        return fetchOne().orElseThrow(NoSuchElementException::new);
      }
    };
  }

  @Override
  public void cancel() {
    cancelled = true;
    interruptFetch();
  }

  @Override
  public void close() {
    end(State.CLOSED);
  }
}
