package io.taosbridge.source.record;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Field;
import io.taosbridge.client.TableBlock;
import io.taosbridge.source.config.RecordSettings;
import io.taosbridge.source.topic.TopicInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the records of tables have in common, worked out when rows of a table first come and kept.
 */
final class Shapes {

  private record ShapeKey(
      String topic, String table, List<TagField> tags, List<Field> columns, Precision precision) {}

  private final RecordSettings settings;
  private final Connection connection;
  private final OpenDecimals decimals;
  private final Map<String, TableTags> tagsByDatabase = new HashMap<>();
  private final Map<ShapeKey, RecordShape> shapes = new HashMap<>();

  /** By topic and table, so that a block of few rows costs one look-up. */
  private final Map<String, Map<String, TableShape>> seen = new HashMap<>();

  /**
   * @param connection to ask about tables
   */
  Shapes(RecordSettings settings, Connection connection) {
    this.settings = settings;
    this.connection = connection;
    this.decimals = new OpenDecimals(connection);
  }

  /** Forgets what is known of a supertable and its tables, because it may have changed. */
  void forgetStable(String database, String stable) {
    tags(database).ifPresent(tags -> tags.forgetStable(stable));
    shapes.keySet().removeIf(shape -> ("stable " + stable).equals(shape.table));
    seen.clear();
  }

  /** Forgets what is known of a child or normal table, because it may have changed. */
  void forgetTable(String database, String table) {
    tags(database).ifPresent(tags -> tags.forgetTable(table));
    shapes.keySet().removeIf(shape -> ("table " + table).equals(shape.table));
    seen.values().forEach(tables -> tables.remove(table));
  }

  private Optional<TableTags> tags(String database) {
    return Optional.ofNullable(tagsByDatabase.get(database));
  }

  /**
   * What the rows of each have in common, in the same order; asks about new tables at once. Rows of
   * a query topic may each be of another table: it is that of the first one.
   *
   * @param tables with at least one row each
   */
  List<TableShape> of(TopicInfo topic, List<TableRows> tables) {
    return topic.kind() == TopicInfo.Kind.QUERY
        ? tables.stream().map(table -> ofQuery(topic, table)).toList()
        : ofTables(topic, tables);
  }

  private TableShape ofQuery(TopicInfo topic, TableRows rows) {
    TableBlock block = rows.block();
    return shapes
        .computeIfAbsent(shapeKey(topic, null, block), key -> queryShape(topic, block))
        .ofSelected(block.block(), rows.from());
  }

  private List<TableShape> ofTables(TopicInfo topic, List<TableRows> tables) {
    Map<String, TableShape> known = seen.computeIfAbsent(topic.name(), name -> new HashMap<>());
    List<TableShape> found = new ArrayList<>(tables.size());
    Set<String> news = new LinkedHashSet<>();
    for (TableRows table : tables) {
      TableShape last = known.get(table.block().table());
      boolean fits = last != null && last.shape().fits(table.block());
      found.add(fits ? last : null);
      if (!fits) {
        news.add(table.block().table());
      }
    }
    if (news.isEmpty()) {
      return found;
    }
    TableTags tags =
        tagsByDatabase.computeIfAbsent(
            topic.database(), name -> new TableTags(connection, name, settings.needsTags()));
    int forgotten = tags.forgotten();
    tags.read(news, topic.stable());
    if (tags.forgotten() != forgotten) {
      seen.values().forEach(Map::clear);
      return ofTables(topic, tables); // the supertable has other tags now, of tables found too
    }
    for (int i = 0; i < found.size(); i++) {
      if (found.get(i) == null) {
        found.set(i, ofTable(topic, tags, tables.get(i).block()));
      }
    }
    return found;
  }

  private TableShape ofTable(TopicInfo topic, TableTags tags, TableBlock block) {
    TaggedTable table = tags.table(block.table(), topic.stable());
    RecordShape shape =
        shapes.computeIfAbsent(
            shapeKey(topic, table, block), key -> tableShape(topic, table, block));
    TableShape known = shape.of(table);
    if (tags.known(block.table()).isPresent()) {
      seen.get(topic.name()).put(table.name(), known);
    }
    return known;
  }

  private RecordShape queryShape(TopicInfo topic, TableBlock block) {
    List<Field> columns = OpenDecimals.requireClosed(topic.name(), block.fields());
    return new RecordShape(settings, Layout.ofQuery(topic, columns, block.precision()));
  }

  private RecordShape tableShape(TopicInfo topic, TaggedTable table, TableBlock block) {
    List<Field> columns = decimals.close(topic.database(), table, block.fields());
    return new RecordShape(
        settings, Layout.ofTable(topic, table, columns, block.precision()), block.fields());
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
        block.fields(),
        block.precision());
  }
}
