package io.taosbridge.source.record;

import io.taosbridge.block.Block;
import io.taosbridge.client.Connection;
import io.taosbridge.client.TmqData;
import io.taosbridge.client.TopicVgroup;
import io.taosbridge.connect.RecordNames;
import io.taosbridge.connect.meta.MetaEvent;
import io.taosbridge.source.config.PartitionStrategy;
import io.taosbridge.source.config.RecordSettings;
import io.taosbridge.source.offset.AckTracker;
import io.taosbridge.source.offset.SourcePartitions;
import io.taosbridge.source.topic.TopicInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the rows of a message into records. */
public final class RecordBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(RecordBuilder.class);

  private final RecordSettings settings;
  private final Shapes shapes;
  private final Map<TopicVgroup, Integer> ordinals;
  private final AckTracker acknowledgements;

  /**
   * @param connection to ask about tables
   * @param ordinals which of its topic's vgroups each one is, from 0
   */
  public RecordBuilder(
      RecordSettings settings,
      Connection connection,
      Map<TopicVgroup, Integer> ordinals,
      AckTracker acknowledgements) {
    this.settings = settings;
    this.shapes = new Shapes(settings, connection);
    this.ordinals = Map.copyOf(ordinals);
    this.acknowledgements = acknowledgements;
  }

  /** Forgets what is known of a supertable and its tables, because it may have changed. */
  public void forgetStable(String database, String stable) {
    shapes.forgetStable(database, stable);
  }

  /** Forgets what is known of a child or normal table, because it may have changed. */
  public void forgetTable(String database, String table) {
    shapes.forgetTable(database, table);
  }

  /**
   * The records of a message. The last one carries the offset after it, the others the one at which
   * it began: only a whole message is behind us. Within a transaction all carry the offset after
   * it, which then holds even if a transform leaves out the last one.
   */
  public List<SourceRecord> build(TopicInfo topic, TopicVgroup vgroup, TmqData data) {
    return build(topic, vgroup, data, List.of());
  }

  /**
   * As {@link #build(TopicInfo, TopicVgroup, TmqData)}, with events before the rows.
   *
   * @param data without blocks if the message has nothing but metadata
   */
  public List<SourceRecord> build(
      TopicInfo topic, TopicVgroup vgroup, TmqData data, List<MetaEvent> events) {
    List<EventRecord> eventRecords = EventRecord.of(settings, topic, events);
    int count = eventRecords.size() + data.rows();
    if (count == 0) {
      return List.of();
    }
    Map<String, Long> end = SourcePartitions.offset(data.responseOffset());
    Origin origin =
        new Origin(
            vgroup,
            RecordNames.DATA_KIND,
            data.requestOffset(),
            SourcePartitions.partition(settings.server(), vgroup),
            settings.inTransactions() ? end : SourcePartitions.offset(data.requestOffset()),
            end,
            acknowledgements.add(vgroup, data.responseOffset(), count));
    List<SourceRecord> records = new ArrayList<>(count);
    for (EventRecord event : eventRecords) {
      records.add(event.record(origin, kafkaPartition(vgroup)));
    }
    if (data.rows() > 0) {
      addRows(records, topic, origin, TableRows.all(data));
    }
    return ended(records, origin);
  }

  /**
   * The records of rows that were read together, of which there is at least one. Rows that the
   * options leave out count as acknowledged.
   */
  public List<SourceRecord> build(TopicInfo topic, Origin origin, List<TableRows> tables) {
    List<SourceRecord> records = new ArrayList<>();
    addRows(records, topic, origin, tables);
    return ended(records, origin);
  }

  /** Whichever record is the last tells that all are behind us. */
  private static List<SourceRecord> ended(List<SourceRecord> records, Origin origin) {
    if (!records.isEmpty()) {
      int last = records.size() - 1;
      records.set(last, ((TrackedRecord) records.get(last)).at(origin.end()));
    }
    return records;
  }

  private void addRows(
      List<SourceRecord> records, TopicInfo topic, Origin origin, List<TableRows> tables) {
    Integer kafkaPartition = kafkaPartition(origin.vgroup());
    List<TableShape> known = shapes.of(topic, tables);
    int leftOut = 0;
    for (int i = 0; i < tables.size(); i++) {
      TableRows table = tables.get(i);
      RowSource source = new RowSource(origin, kafkaPartition, table.block().block(), known.get(i));
      for (int row = table.from(); row < table.to(); row++) {
        TrackedRecord record = source.record(row);
        if (record == null) {
          origin.acknowledgement().acknowledge();
          leftOut++;
        } else {
          records.add(record);
        }
      }
    }
    if (leftOut > 0) {
      LOG.warn(
          "Left out {} rows from {} at {}, of which the text could hold nothing",
          leftOut,
          origin.vgroup(),
          origin.offset());
    }
  }

  private Integer kafkaPartition(TopicVgroup vgroup) {
    return settings.target().partitionStrategy() == PartitionStrategy.VGROUP
        ? Integer.valueOf(ordinals.get(vgroup) % settings.target().kafkaPartitions())
        : null;
  }

  /** The rows of one block. */
  private static final class RowSource {

    private final Origin origin;
    private final Integer kafkaPartition;
    private final Block block;
    private final RecordShape shape;
    private final boolean late;
    private BlockRows rows;

    RowSource(Origin origin, Integer kafkaPartition, Block block, TableShape table) {
      this.origin = origin;
      this.kafkaPartition = kafkaPartition;
      this.block = block;
      this.shape = table.shape();
      this.late = shape.canWait();
      this.rows = rowsOf(table);
    }

    private BlockRows rowsOf(TableShape table) {
      return new BlockRows(origin, kafkaPartition, table, block);
    }

    /** The record of a row; null if the row is left out. */
    TrackedRecord record(int row) {
      if (shape.selectsTableName()) {
        TableShape table = shape.ofSelected(block, row);
        rows = rows.table().equals(table) ? rows : rowsOf(table);
      }
      if (late) {
        return new LateRecord(rows, row);
      }
      Object value = rows.value(row);
      return value == null ? null : record(row, value);
    }

    private TrackedRecord record(int row, Object value) {
      TableShape table = rows.table();
      return new TrackedRecord(
          origin.acknowledgement(),
          origin.partition(),
          origin.begin(),
          table.destination().kafkaTopic(),
          kafkaPartition,
          table.keys().schema(),
          rows.key(row),
          table.values().schema(),
          value,
          rows.timestamp(row),
          rows.headers());
    }
  }
}
