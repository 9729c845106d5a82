package io.taosbridge.transport.ws;

import io.taosbridge.client.Parameter;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.ValueBuffer;
import io.taosbridge.transport.BlockResult;
import io.taosbridge.transport.Prepared;
import io.taosbridge.transport.Stmt2Statement;
import io.taosbridge.transport.TableRows;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** A prepared insert as it is bound over WebSocket, up to the finished frame, which is not sent. */
public final class FrameStatement extends Stmt2Statement<Long> {

  private static final String LIBRARY = "3.3.7.5";
  private static final long ID = 1;

  private final List<Parameter> parameters;
  private final Consumer<ByteBuffer> frames;
  private final SendBuffer buffers = new SendBuffer();
  private ByteBuffer last;

  /**
   * @param parameters that preparing it on a server told of
   * @param frames takes what would be sent, which is valid until the next bind
   */
  public FrameStatement(String sql, List<Parameter> parameters, Consumer<ByteBuffer> frames) {
    super(LIBRARY, sql, StatementOptions.INTERLACED);
    this.parameters = parameters;
    this.frames = frames;
  }

  @Override
  protected Long init() {
    return ID;
  }

  @Override
  protected Prepared prepare(Long statement) {
    return new Prepared(true, parameters, parameters.size());
  }

  @Override
  protected void bind(Long statement, List<TableRows> rows) {
    if (last != null) {
      buffers.giveBack(last);
    }
    last = Stmt2Frame.bind(1, statement, rows, buffers);
    frames.accept(last);
  }

  @Override
  protected long execute(Long statement) {
    return 0;
  }

  @Override
  protected void bindQuery(Long statement, List<ValueBuffer> values) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected BlockResult result(Long statement, Runnable abandoned) {
    throw new UnsupportedOperationException();
  }

  @Override
  protected void release(Long statement) {}
}
