package io.taosbridge.source.record;

import io.taosbridge.block.Block;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Field;
import io.taosbridge.client.TableBlock;
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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Turns the rows of a message into records. What is the same for all rows of a table is worked out
 * once and kept.
 */
public final class RecordBuilder {

  private record ShapeKey(
      String topic,
      String table,
      List<TagField> tags,
      int schemaVersion,
      List<Field> columns,
      Precision precision) {}

  private record DestinationKey(String topic, String stable, String table) {}

  private final RecordSettings settings;
  private final Connection connection;
  private final OpenDecimals decimals;
  private final Map<TopicVgroup, Integer> ordinals;
  private final AckTracker acknowledgements;
  private final Map<String, TableTags> tablesByDatabase = new HashMap<>();
  private final Map<ShapeKey, RecordShape> shapes = new HashMap<>();
  private final Map<DestinationKey, Destination> destinations = new HashMap<>();

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
    this.connection = connection;
    this.decimals = new OpenDecimals(connection);
    this.ordinals = Map.copyOf(ordinals);
    this.acknowledgements = acknowledgements;
  }

  /** Forgets what is known of a supertable and its tables, because it may have changed. */
  public void forgetStable(String database, String stable) {
    tablesIn(database).ifPresent(tables -> tables.forgetStable(stable));
    shapes.keySet().removeIf(shape -> ("stable " + stable).equals(shape.table()));
  }

  /** Forgets what is known of a child or normal table, because it may have changed. */
  public void forgetTable(String database, String table) {
    tablesIn(database).ifPresent(tables -> tables.forgetTable(table));
    shapes.keySet().removeIf(shape -> ("table " + table).equals(shape.table()));
  }

  private Optional<TableTags> tablesIn(String database) {
    return Optional.ofNullable(tablesByDatabase.get(database));
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
    Integer kafkaPartition = kafkaPartition(vgroup);
    for (EventRecord event : eventRecords) {
      boolean last = records.size() == count - 1;
      records.add(event.record(origin, last ? origin.end() : origin.begin(), kafkaPartition));
    }
    if (data.rows() > 0) {
      records.addAll(build(topic, origin, data.blocks().stream().map(TableRows::all).toList()));
    }
    return records;
  }

  /** The records of rows that were read together, of which there is at least one. */
  public List<SourceRecord> build(TopicInfo topic, Origin origin, List<TableRows> tables) {
    readTables(topic, tables);
    int rows = tables.stream().mapToInt(TableRows::count).sum();
    Integer kafkaPartition = kafkaPartition(origin.vgroup());
    List<SourceRecord> records = new ArrayList<>(rows);
    for (TableRows table : tables) {
      RowSource source = rowSource(topic, origin, kafkaPartition, table.block());
      for (int row = table.from(); row < table.to(); row++) {
        boolean last = records.size() == rows - 1;
        records.add(source.record(last ? origin.end() : origin.begin(), row));
      }
    }
    return records;
  }

  private void readTables(TopicInfo topic, List<TableRows> tables) {
    if (topic.kind() == TopicInfo.Kind.QUERY) {
      return;
    }
    Set<String> names = new LinkedHashSet<>();
    for (TableRows table : tables) {
      names.add(table.block().table());
    }
    tables(topic, tables.get(0).block().precision()).read(names, topic.stable());
  }

  private TableTags tables(TopicInfo topic, Precision precision) {
    return tablesByDatabase.computeIfAbsent(
        topic.database(),
        database -> new TableTags(connection, database, precision, settings.withTags()));
  }

  private Integer kafkaPartition(TopicVgroup vgroup) {
    return settings.partitionStrategy() == PartitionStrategy.VGROUP
        ? Integer.valueOf(ordinals.get(vgroup) % settings.kafkaPartitions())
        : null;
  }

  private RowSource rowSource(
      TopicInfo topic, Origin origin, Integer kafkaPartition, TableBlock block) {
    if (topic.kind() == TopicInfo.Kind.QUERY) {
      RecordShape shape =
          shapes.computeIfAbsent(
              shapeKey(topic, null, block),
              key ->
                  RecordShape.ofQuery(
                      topic,
                      block.schemaVersion(),
                      OpenDecimals.requireClosed(topic.name(), block.fields()),
                      block.precision()));
      return new RowSource(
          topic, origin, kafkaPartition, block.block(), shape, TaggedTable.untagged(null, null));
    }
    TaggedTable table = tables(topic, block.precision()).table(block.table(), topic.stable());
    RecordShape shape =
        shapes.computeIfAbsent(
            shapeKey(topic, table, block),
            key ->
                RecordShape.ofTable(
                    topic.database(),
                    table,
                    block.schemaVersion(),
                    decimals.close(topic.database(), table, block.fields()),
                    block.precision(),
                    settings.withTableName()));
    return new RowSource(topic, origin, kafkaPartition, block.block(), shape, table);
  }

  /** Tables of one supertable share a shape. */
  private static ShapeKey shapeKey(TopicInfo topic, TaggedTable table, TableBlock block) {
    String name = null;
    if (table != null) {
      name = table.stable() == null ? "table " + table.name() : "stable " + table.stable();
    }
    return new ShapeKey(
        topic.name(),
        name,
        table == null ? List.of() : table.tags(),
        block.schemaVersion(),
        block.fields(),
        block.precision());
  }

  private Destination destination(TopicInfo topic, String stable, String table) {
    return destinations.computeIfAbsent(
        new DestinationKey(topic.name(), stable, table),
        key -> new Destination(settings.kafkaTopic(), topic, stable, table));
  }

  /** The rows of one block. */
  private final class RowSource {

    private final TopicInfo topic;
    private final Origin origin;
    private final Integer kafkaPartition;
    private final Block block;
    private final RecordShape shape;
    private final TaggedTable table;
    private Destination destination;
    private ConnectHeaders headers;

    RowSource(
        TopicInfo topic,
        Origin origin,
        Integer kafkaPartition,
        Block block,
        RecordShape shape,
        TaggedTable table) {
      this.topic = topic;
      this.origin = origin;
      this.kafkaPartition = kafkaPartition;
      this.block = block;
      this.shape = shape;
      this.table = table;
    }

    SourceRecord record(Map<String, ?> offset, int row) {
      if (destination == null || shape.selectsTableName()) {
        String name = table.name() == null ? shape.selectedTableName(block, row) : table.name();
        destination = destination(topic, table.stable(), name);
        headers = destination.headers(origin);
      }
      boolean keyed = settings.partitionStrategy() != PartitionStrategy.NONE;
      return new TrackedRecord(
          origin.acknowledgement(),
          origin.partition(),
          offset,
          destination.kafkaTopic(),
          kafkaPartition,
          keyed ? destination.table() : null,
          shape.schema(),
          shape.value(block, row, table.values(), destination.table()),
          shape.timestamp(block, row),
          headers.duplicate());
    }
  }
}
