package io.taosbridge.bench.micro;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.source.config.SourceConfig;
import io.taosbridge.source.offset.AckTracker;
import io.taosbridge.source.offset.SourcePartitions;
import io.taosbridge.source.record.Origin;
import io.taosbridge.source.record.RecordBuilder;
import io.taosbridge.source.record.TableRows;
import io.taosbridge.source.topic.TopicInfo;
import io.taosbridge.transport.TmqRawDecoder;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/** A message as the source connector decodes it. A server tells it the tags of the table, once. */
final class SourceMessage implements AutoCloseable {

  static final String TOPIC = "bench_meters";
  static final String DATABASE = "bench";

  private static final String TABLE = "meter_7";
  private static final TopicInfo TOPIC_INFO =
      new TopicInfo(TOPIC, TopicInfo.Kind.STABLE, DATABASE, "meters");
  private static final TopicVgroup VGROUP = new TopicVgroup(TOPIC, 2);

  private final EmbeddedTDengine server;
  private final Connection connection;
  private final ByteBuffer payload = payload();
  private final TmqRawDecoder decoder = new TmqRawDecoder();
  private final RecordBuilder builder;
  private final Origin origin;

  /**
   * @param settings of the connector beside the defaults
   */
  SourceMessage(Map<String, String> settings) {
    server = EmbeddedTDengine.start();
    server.execute(
        "CREATE DATABASE " + DATABASE,
        "CREATE STABLE "
            + DATABASE
            + ".meters ("
            + Meters.declarations()
            + ") TAGS ("
            + "group_id"
            + " INT, location VARCHAR(16))",
        "CREATE TABLE " + DATABASE + "." + TABLE + " USING " + DATABASE + ".meters TAGS (7, 'x')");
    connection = TDengine.connect(server.url("ws"));
    Map<String, String> all = new HashMap<>(settings);
    all.put("connection.url", server.url("ws"));
    all.put("topics", TOPIC);
    AckTracker acknowledgements = new AckTracker();
    builder =
        new RecordBuilder(
            new SourceConfig(all).records(), connection, Map.of(VGROUP, 0), acknowledgements);
    origin =
        new Origin(
            VGROUP,
            "data",
            0,
            SourcePartitions.partition("bench", VGROUP),
            SourcePartitions.offset(0),
            SourcePartitions.offset(1),
            acknowledgements.add(VGROUP, 1, Meters.ROWS));
  }

  /** What the server sends. */
  static ByteBuffer payload() {
    return RawMessage.payload(Meters.block(), Meters.ROWS, TABLE, Meters.columns());
  }

  List<SourceRecord> decode() {
    TmqData data = decoder.decode(payload);
    return builder.build(TOPIC_INFO, origin, data.blocks().stream().map(TableRows::all).toList());
  }

  @Override
  public void close() {
    connection.close();
    server.close();
  }
}
