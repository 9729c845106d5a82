package io.taosbridge.bench.client;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Parameter;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.transport.ws.FrameStatement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The frames that insert the first rows of {@link MeterRow}. They are made when they are first
 * needed, which a run to warm up should be, and kept: some 80 bytes for each row.
 */
public final class PreparedBinds {

  private static final int BATCH_ROWS = 10_000;

  private final Connections server;
  private final long rows;
  private final List<ByteBuffer> frames = new ArrayList<>();

  public PreparedBinds(Connections server, long rows) {
    this.server = server;
    this.rows = rows;
  }

  /** Writes them to the supertable of a database. */
  public void write(String database) throws IOException {
    if (frames.isEmpty()) {
      make(database);
    }
    try (RawSession session = RawSession.open(server, database)) {
      session.insert(MeterRow.INSERT, frames);
    }
  }

  private void make(String database) {
    List<Parameter> parameters;
    try (Connection connection = TDengine.connect(server.ours(database));
        Statement insert = connection.prepare(MeterRow.INSERT, StatementOptions.INTERLACED)) {
      parameters = insert.parameters();
    }
    try (Statement insert = new FrameStatement(MeterRow.INSERT, parameters, this::keep)) {
      OurInsert.write(insert, rows, BATCH_ROWS);
    }
  }

  /** A copy, since the next bind may write over the frame. */
  private void keep(ByteBuffer frame) {
    frames.add(ByteBuffer.allocate(frame.remaining()).put(frame.duplicate()).flip());
  }
}
