package io.taosbridge.source.read;

import io.taosbridge.client.TopicVgroup;
import io.taosbridge.source.config.HeartbeatSettings;
import io.taosbridge.source.metrics.SourceMetrics;
import io.taosbridge.source.offset.SourcePartitions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Records that carry nothing but positions. Kafka Connect stores the offsets of records only, so
 * without them a vgroup that gets no rows keeps an old one until TDengine has recycled its log
 * beyond it.
 */
final class Heartbeats {

  private static final Schema KEY =
      SchemaBuilder.struct()
          .name("io.taosbridge.heartbeat.Key")
          .field("topic", Schema.STRING_SCHEMA)
          .field("vgroup", Schema.INT32_SCHEMA)
          .build();

  private static final Schema VALUE =
      SchemaBuilder.struct()
          .name("io.taosbridge.heartbeat.Value")
          .field("offset", Schema.INT64_SCHEMA)
          .field("time", Schema.INT64_SCHEMA)
          .build();

  private final HeartbeatSettings settings;
  private final String server;
  private final SourceMetrics metrics;
  private final LongSupplier clock;
  private final Map<Map<String, ?>, Map<String, ?>> sent = new HashMap<>();
  private long last;

  /**
   * @param server the name of the TDengine in the offsets
   * @param clock in nanoseconds
   */
  Heartbeats(HeartbeatSettings settings, String server, SourceMetrics metrics, LongSupplier clock) {
    this.settings = settings;
    this.server = server;
    this.metrics = metrics;
    this.clock = clock;
    this.last = clock.getAsLong();
  }

  /**
   * Adds heartbeats to records, if it is time, for vgroups whose position has moved on since their
   * last record.
   *
   * @param records of a message, which come first
   * @param positions after that message and all before it
   */
  List<SourceRecord> after(List<SourceRecord> records, Positions positions) {
    if (!settings.isOn()) {
      return records;
    }
    if (!records.isEmpty()) {
      SourceRecord end = records.get(records.size() - 1);
      sent.put(end.sourcePartition(), end.sourceOffset());
    }
    long now = clock.getAsLong();
    if (now - last < settings.interval().toNanos()) {
      return records;
    }
    last = now;
    List<SourceRecord> all = new ArrayList<>(records);
    positions.all().forEach((vgroup, next) -> add(all, vgroup, next));
    return all;
  }

  private void add(List<SourceRecord> records, TopicVgroup vgroup, long next) {
    Map<String, String> partition = SourcePartitions.partition(server, vgroup);
    Map<String, Long> offset = SourcePartitions.offset(next);
    if (!offset.equals(sent.put(partition, offset))) {
      long time = System.currentTimeMillis();
      records.add(
          new SourceRecord(
              partition,
              offset,
              settings.topic(),
              null,
              KEY,
              new Struct(KEY).put("topic", vgroup.topic()).put("vgroup", vgroup.vgroup()),
              VALUE,
              new Struct(VALUE).put("offset", next).put("time", time),
              time));
      metrics.heartbeat();
    }
  }
}
