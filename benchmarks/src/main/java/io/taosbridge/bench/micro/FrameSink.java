package io.taosbridge.bench.micro;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Statement;
import io.taosbridge.sink.SinkEngine;
import io.taosbridge.sink.SinkEngines;
import io.taosbridge.sink.config.SinkConfig;
import io.taosbridge.transport.ws.FrameStatement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A task's engine as it is, but for its inserts: they make their frames and send them nowhere. What
 * else it wants from the server, such as what the tables are like, it gets from there.
 */
final class FrameSink implements AutoCloseable {

  private final SinkEngine engine;
  private final List<ByteBuffer> frames = new ArrayList<>();

  /**
   * @param settings of the connector
   */
  public FrameSink(Map<String, String> settings) {
    SinkConfig config = new SinkConfig(settings);
    engine =
        SinkEngines.create(
            config,
            () -> withoutInserts(TDengine.connect(config.connection())),
            null,
            SinkEngines::monotonicMillis);
  }

  private Connection withoutInserts(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(connection, arguments);
                return result instanceof Statement prepared
                    ? new FrameStatement((String) arguments[0], prepared.parameters(), frames::add)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /**
   * The frames by which the records would be written.
   *
   * @param records of one partition, in their order
   */
  public List<ByteBuffer> frames(List<SinkRecord> records) {
    SinkRecord last = records.get(records.size() - 1);
    Map<TopicPartition, OffsetAndMetadata> delivered =
        Map.of(
            new TopicPartition(last.topic(), last.kafkaPartition()),
            new OffsetAndMetadata(last.kafkaOffset() + 1));
    frames.clear();
    engine.put(records);
    while (!engine.preCommit(delivered).equals(delivered)) {
      // Tells what went wrong, if something did.
      engine.put(List.of());
    }
    return frames;
  }

  @Override
  public void close() {
    engine.close();
  }
}
