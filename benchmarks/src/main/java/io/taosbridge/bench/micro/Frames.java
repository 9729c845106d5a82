package io.taosbridge.bench.micro;

import io.taosbridge.embedded.EmbeddedTDengine;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** Makes frames by the sink, whose tables are on an embedded server. */
final class Frames implements AutoCloseable {

  private final EmbeddedTDengine server = EmbeddedTDengine.start();
  private final FrameSink sink;

  /**
   * @param options of the sink, besides those that it always needs
   */
  Frames(Map<String, String> options) {
    server.execute("CREATE DATABASE bench", Readings.CREATE_STABLE);
    Map<String, String> settings = new HashMap<>(options);
    settings.put("connection.url", server.url("ws"));
    settings.put("database", "bench");
    settings.put("batch.max.rows", Integer.toString(Readings.ROWS));
    sink = new FrameSink(settings);
  }

  /**
   * The one frame for a batch of records.
   *
   * @throws IllegalStateException if it takes more, or some
   */
  ByteBuffer of(List<SinkRecord> records) {
    List<ByteBuffer> frames = sink.frames(records);
    if (frames.size() != 1) {
      throw new IllegalStateException(frames.size() + " frames for one batch");
    }
    return frames.get(0);
  }

  @Override
  public void close() {
    sink.close();
    server.close();
  }
}
