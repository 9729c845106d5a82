package io.taosbridge.source.meta;

import com.fasterxml.jackson.databind.JsonNode;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.DataType;
import io.taosbridge.client.Connection;
import io.taosbridge.client.TmqDeletion;
import io.taosbridge.client.TmqMessage;
import io.taosbridge.connect.meta.MetaChange;
import io.taosbridge.connect.meta.MetaChange.Action;
import io.taosbridge.connect.meta.MetaColumn;
import io.taosbridge.connect.meta.MetaEvent;
import io.taosbridge.connect.meta.MetaEvent.Kind;
import io.taosbridge.connect.meta.MetaRange;
import io.taosbridge.connect.meta.TagValue;
import io.taosbridge.source.record.TaggedTable;
import io.taosbridge.source.topic.TopicInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns metadata messages into events.
 *
 * <p>An event has the tags of a child table as they are when it is read, not as they were when the
 * log entry was written: the JSON rounds numbers, cuts texts short, and tells of a creation that
 * did nothing as if it had. Whoever applies all events ends with the right tags nevertheless,
 * because every change has an event of its own.
 */
public final class EventReader {

  private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);

  /** {@code alterType} (tmq.md, section 4); others change options. */
  private static final Map<Integer, Action> ACTIONS =
      Map.of(
          1, Action.ADD_TAG,
          2, Action.DROP_TAG,
          3, Action.RENAME_TAG,
          4, Action.SET_TAGS,
          5, Action.ADD_COLUMN,
          6, Action.DROP_COLUMN,
          7, Action.MODIFY_COLUMN,
          8, Action.MODIFY_TAG,
          10, Action.RENAME_COLUMN,
          15, Action.SET_TAGS);

  private final Connection connection;
  private final Map<String, Catalog> catalogs = new HashMap<>();

  /**
   * @param connection to ask about tables
   */
  public EventReader(Connection connection) {
    this.connection = connection;
  }

  /** The events of a message that has metadata, in order. */
  public List<MetaEvent> read(TopicInfo topic, TmqMessage message) {
    Reading reading =
        new Reading(
            topic,
            catalogs.computeIfAbsent(
                topic.database(), database -> new Catalog(connection, database)));
    for (JsonNode change : MetaJson.changes(message.metadata())) {
      switch (MetaJson.text(change, "type")) {
        case "create" -> reading.create(change);
        case "alter" -> reading.alter(change);
        case "drop" -> reading.drop(change);
        case "delete" -> reading.delete(message.deletion());
        default -> LOG.warn("Unknown metadata of topic {}: {}", topic.name(), change);
      }
    }
    return reading.events;
  }

  /** The events of one message. */
  private static final class Reading {

    private final TopicInfo topic;
    private final Catalog catalog;
    private final List<MetaEvent> events = new ArrayList<>();

    Reading(TopicInfo topic, Catalog catalog) {
      this.topic = topic;
      this.catalog = catalog;
    }

    void create(JsonNode change) {
      switch (MetaJson.text(change, "tableType")) {
        case "super" -> {
          String stable = MetaJson.text(change, "tableName");
          declare(Kind.CREATE_STABLE, stable, null, change);
        }
        case "normal" -> {
          String table = MetaJson.text(change, "tableName");
          declare(Kind.CREATE_TABLE, null, table, change);
        }
        default -> createChildren(MetaJson.children(change));
      }
    }

    private void declare(Kind kind, String stable, String table, JsonNode change) {
      String name = stable == null ? table : stable;
      add(
          kind,
          stable,
          table,
          columns(name, change.path("columns")),
          columns(name, change.path("tags")),
          List.of(),
          null,
          null);
    }

    /** Those that are gone by now come without tags; their drop follows. */
    private void createChildren(List<JsonNode> children) {
      Map<String, Set<String>> byStable = new LinkedHashMap<>();
      for (JsonNode child : children) {
        byStable
            .computeIfAbsent(MetaJson.text(child, "using"), stable -> new LinkedHashSet<>())
            .add(MetaJson.text(child, "tableName"));
      }
      byStable.forEach(
          (stable, names) -> {
            Map<String, List<TagValue>> values = new HashMap<>();
            for (TaggedTable table : catalog.tables(stable, names)) {
              values.put(table.name(), TagTexts.of(table));
            }
            for (String name : names) {
              add(
                  Kind.CREATE_TABLE,
                  stable,
                  name,
                  List.of(),
                  List.of(),
                  values.getOrDefault(name, List.of()),
                  null,
                  null);
            }
          });
    }

    void alter(JsonNode change) {
      String name = MetaJson.text(change, "tableName");
      Action action = ACTIONS.getOrDefault(change.path("alterType").asInt(), Action.OPTIONS);
      if (action == Action.SET_TAGS) {
        setTags(name);
        return;
      }
      Optional<MetaColumn> column = Optional.empty();
      if (action != Action.OPTIONS) {
        column = alteredColumn(name, change);
        if (column.isEmpty()) {
          return; // gone by now; its drop follows
        }
      }
      String newName = change.has("colNewName") ? MetaJson.text(change, "colNewName") : null;
      MetaChange altered = new MetaChange(action, column.orElse(null), newName);
      if (MetaJson.isSuper(change)) {
        alter(Kind.ALTER_STABLE, name, null, List.of(), altered);
      } else {
        alter(Kind.ALTER_TABLE, null, name, List.of(), altered);
      }
    }

    private void setTags(String name) {
      if (topic.kind() == TopicInfo.Kind.DATABASE) {
        LOG.warn(
            "A tag of table {} was set. TDengine then leaves that table's rows out of topic {} for"
                + " every consumer group that it knows already, as it does in topics on databases,"
                + " but not in topics on supertables: read {} through topics on its supertables if"
                + " tags are set",
            name,
            topic.name(),
            topic.database());
      }
      MetaChange change = new MetaChange(Action.SET_TAGS, null, null);
      List<TaggedTable> found = catalog.tables(topic.stable(), List.of(name));
      if (found.isEmpty()) {
        alter(Kind.ALTER_TABLE, topic.stable(), name, List.of(), change);
      }
      for (TaggedTable table : found) {
        alter(Kind.ALTER_TABLE, table.stable(), name, TagTexts.of(table), change);
      }
    }

    private void alter(
        Kind kind, String stable, String table, List<TagValue> values, MetaChange change) {
      add(kind, stable, table, List.of(), List.of(), values, change, null);
    }

    private Optional<MetaColumn> alteredColumn(String table, JsonNode change) {
      String name = MetaJson.text(change, "colName");
      if (!change.has("colType")) {
        return Optional.of(MetaColumn.of(name, null));
      }
      return type(table, name, change.path("colType").asInt(), change.path("colLength").asInt())
          .map(type -> MetaColumn.of(name, type));
    }

    void drop(JsonNode change) {
      boolean isSuper = MetaJson.isSuper(change);
      for (String name : MetaJson.dropped(change)) {
        add(
            isSuper ? Kind.DROP_STABLE : Kind.DROP_TABLE,
            isSuper ? name : topic.stable(),
            isSuper ? null : name,
            List.of(),
            List.of(),
            List.of(),
            null,
            null);
      }
    }

    /** One event for each table that still exists. */
    void delete(TmqDeletion deletion) {
      MetaRange range = new MetaRange(deletion.first(), deletion.last());
      new TreeMap<>(catalog.stablesByTable(deletion.tableUids()))
          .forEach(
              (table, stable) ->
                  add(Kind.DELETE, stable, table, List.of(), List.of(), List.of(), null, range));
    }

    private void add(
        Kind kind,
        String stable,
        String table,
        List<MetaColumn> columns,
        List<MetaColumn> tags,
        List<TagValue> values,
        MetaChange change,
        MetaRange range) {
      events.add(
          new MetaEvent(
              kind,
              topic.database(),
              catalog.precision(),
              stable,
              table,
              columns,
              tags,
              values,
              change,
              range));
    }

    private List<MetaColumn> columns(String table, JsonNode columns) {
      List<MetaColumn> found = new ArrayList<>();
      for (JsonNode column : columns) {
        String name = MetaJson.text(column, "name");
        type(table, name, column.path("type").asInt(), column.path("length").asInt())
            .map(type -> new MetaColumn(name, type, column.path("isPrimarykey").asBoolean()))
            .ifPresent(found::add);
      }
      return found;
    }

    /** Empty for a DECIMAL that is not there any more, of which nobody tells the scale. */
    private Optional<ColumnType> type(String table, String column, int code, int length) {
      DataType type = DataType.ofCode(code);
      if (type.isDecimal()) {
        return catalog.decimal(table, column);
      }
      return Optional.of(
          type == DataType.BLOB || type == DataType.MEDIUMBLOB
              ? ColumnType.of(type)
              : ColumnType.of(type, length));
    }
  }
}
