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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Messages as the source connector decodes them. A server tells it the tags of each table, once.
 */
final class SourceMessage implements AutoCloseable {

  static final String TOPIC = "bench_meters";
  static final String DATABASE = "bench";

  private static final int FIRST_TABLE = 7;
  private static final int TABLES_AT_ONCE = 1_000;
  private static final TopicInfo TOPIC_INFO =
      new TopicInfo(TOPIC, TopicInfo.Kind.STABLE, DATABASE, "meters");
  private static final TopicVgroup VGROUP = new TopicVgroup(TOPIC, 2);

  private final EmbeddedTDengine server;
  private final Connection connection;
  private final List<ByteBuffer> payloads;
  private final TmqRawDecoder decoder = new TmqRawDecoder();
  private final RecordBuilder builder;
  private final Origin origin;
  private int next;

  /**
   * One message, with {@link Meters#ROWS} rows of one table.
   *
   * @param settings of the connector beside the defaults
   */
  SourceMessage(Map<String, String> settings) {
    this(settings, 1, 1, Meters.ROWS);
  }

  /**
   * Messages in turns.
   *
   * @param settings of the connector beside the defaults
   * @param messages each with rows of tables of its own
   * @param tables of each message
   * @param rows of each table in a message
   */
  SourceMessage(Map<String, String> settings, int messages, int tables, int rows) {
    ByteBuffer block = Meters.block(rows);
    List<String> names = names(messages * tables);
    payloads =
        IntStream.range(0, messages)
            .mapToObj(i -> names.subList(i * tables, (i + 1) * tables))
            .map(some -> RawMessage.payload(block, rows, some, Meters.columns()))
            .toList();
    server = EmbeddedTDengine.start();
    server.execute(
        "CREATE DATABASE " + DATABASE,
        "CREATE STABLE "
            + DATABASE
            + ".meters ("
            + Meters.declarations()
            + ") TAGS ("
            + "group_id"
            + " INT, location VARCHAR(16))");
    for (int begin = 0; begin < names.size(); begin += TABLES_AT_ONCE) {
      server.execute(
          creation(names.subList(begin, Math.min(names.size(), begin + TABLES_AT_ONCE))));
    }
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

  private static List<String> names(int count) {
    return IntStream.range(FIRST_TABLE, FIRST_TABLE + count).mapToObj(i -> "meter_" + i).toList();
  }

  private static String creation(List<String> tables) {
    return tables.stream()
        .map(table -> DATABASE + "." + table + " USING " + DATABASE + ".meters TAGS (7, 'x')")
        .collect(Collectors.joining(" ", "CREATE TABLE ", ""));
  }

  /** What the server sends of one table. */
  static ByteBuffer payload() {
    return RawMessage.payload(Meters.block(), Meters.ROWS, names(1), Meters.columns());
  }

  /** The next message. */
  List<SourceRecord> decode() {
    TmqData data = decoder.decode(payloads.get(next));
    next = (next + 1) % payloads.size();
    return builder.build(TOPIC_INFO, origin, data.blocks().stream().map(TableRows::all).toList());
  }

  @Override
  public void close() {
    connection.close();
    server.close();
  }
}
