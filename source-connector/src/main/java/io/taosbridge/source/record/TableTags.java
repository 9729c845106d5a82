package io.taosbridge.source.record;

import io.taosbridge.block.Block;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.ColumnInfo;
import io.taosbridge.connect.Sql;
import io.taosbridge.connect.TableSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The supertables and tags of a database's tables, read by SQL when a table is first seen: messages
 * do not hold them (tmq.md, section 5).
 */
public final class TableTags {

  /** Keeps a statement far below TDengine's limit of 1 MiB: a name has 192 bytes at most. */
  private static final int TABLES_PER_QUERY = 500;

  /** A tag or the supertable is not there any more (errors.md, section 4). */
  private static final Set<Integer> GONE = Set.of(0x2602, 0x2603, 0x0362);

  private final Connection connection;
  private final String database;
  private final boolean withTags;
  private final Map<String, TaggedTable> tables = new HashMap<>();
  private final Map<String, Tags> tagsByStable = new HashMap<>();
  private int forgotten;

  private record Tags(List<ColumnInfo> columns, List<TagField> fields) {}

  /**
   * @param withTags false if only the supertables are wanted
   */
  public TableTags(Connection connection, String database, boolean withTags) {
    this.connection = connection;
    this.database = database;
    this.withTags = withTags;
  }

  /**
   * The table of this name, after {@link #read}. A table that was dropped meanwhile has its tags
   * NULL.
   *
   * @param stable its supertable if the caller knows it, else null
   */
  public TaggedTable table(String name, String stable) {
    TaggedTable known = tables.get(name);
    if (known != null) {
      return known;
    }
    if (stable == null || !withTags) {
      return TaggedTable.untagged(name, stable);
    }
    List<TagField> fields = tagsOf(stable).fields;
    return new TaggedTable(name, stable, fields, new Object[fields.size()]);
  }

  /** The table of this name, after {@link #read}; empty if it does not exist. */
  public Optional<TaggedTable> known(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  /** Forgets everything, so that changed tags are seen. */
  public void forget() {
    tables.clear();
    tagsByStable.clear();
  }

  /** Forgets a table, whose tags may have other values now. */
  public void forgetTable(String name) {
    tables.remove(name);
  }

  /** Forgets a supertable, which may have other tags now, and its tables. */
  public void forgetStable(String stable) {
    forgotten++;
    tagsByStable.remove(stable);
    tables.values().removeIf(table -> stable.equals(table.stable()));
  }

  /** How often a supertable was forgotten, which {@link #read} does too. */
  int forgotten() {
    return forgotten;
  }

  /**
   * Asks TDengine about the tables that are not known yet.
   *
   * @param stable the supertable of all of them if the caller knows it, else null
   */
  public void read(Collection<String> names, String stable) {
    List<String> unknown = names.stream().filter(name -> !tables.containsKey(name)).toList();
    for (int i = 0; i < unknown.size(); i += TABLES_PER_QUERY) {
      List<String> some = unknown.subList(i, Math.min(unknown.size(), i + TABLES_PER_QUERY));
      if (stable == null) {
        readStables(some).forEach(this::readTags);
      } else {
        readTags(stable, some);
      }
    }
  }

  /** The child tables among these by supertable; normal tables become known at once. */
  private Map<String, List<String>> readStables(List<String> names) {
    String sql =
        "SELECT table_name, stable_name FROM information_schema.ins_tables WHERE db_name = "
            + Sql.literal(database)
            + " AND table_name IN ("
            + listed(names)
            + ")";
    Map<String, List<String>> children = new HashMap<>();
    try (QueryResult result = connection.query(sql)) {
      for (Row row : result) {
        String name = row.getString(0);
        String stable = row.getString(1);
        if (stable == null) {
          tables.put(name, TaggedTable.untagged(name, null));
        } else {
          children.computeIfAbsent(stable, key -> new ArrayList<>()).add(name);
        }
      }
    }
    return children;
  }

  private void readTags(String stable, List<String> names) {
    if (!withTags) {
      names.forEach(name -> tables.put(name, TaggedTable.untagged(name, stable)));
      return;
    }
    Tags known = tagsOf(stable);
    try {
      readTags(stable, known, names);
    } catch (TDengineException e) {
      if (!GONE.contains(e.code())) {
        throw e;
      }
      forgetStable(stable);
      if (tagsOf(stable).columns.equals(known.columns)) {
        throw e;
      }
      readTags(stable, names);
    }
  }

  private void readTags(String stable, Tags tags, List<String> names) {
    if (tags.columns.isEmpty()) {
      return;
    }
    String columns =
        tags.columns.stream()
            .map(tag -> ", " + Sql.quote(tag.name()))
            .collect(Collectors.joining());
    String sql =
        "SELECT TAGS tbname"
            + columns
            + " FROM "
            + Sql.quote(database, stable)
            + " WHERE tbname IN ("
            + listed(names)
            + ")";
    try (QueryResult result = connection.query(sql)) {
      Optional<Block> block = result.nextBlock();
      while (block.isPresent()) {
        for (int row = 0; row < block.get().rows(); row++) {
          TaggedTable table = table(block.get(), row, stable, tags);
          tables.put(table.name(), table);
        }
        block = result.nextBlock();
      }
    }
  }

  private static TaggedTable table(Block block, int row, String stable, Tags tags) {
    Object[] values = new Object[tags.fields.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = block.column(i + 1).getObject(row);
    }
    return new TaggedTable(block.column(0).getString(row), stable, tags.fields, values);
  }

  private Tags tagsOf(String stable) {
    return tagsByStable.computeIfAbsent(stable, this::readTagsOf);
  }

  private Tags readTagsOf(String stable) {
    List<ColumnInfo> columns =
        TableSchema.read(connection, database, stable).map(TableSchema::tags).orElse(List.of());
    List<TagField> fields =
        columns.stream().map(tag -> new TagField(tag.name(), tag.type())).toList();
    return new Tags(columns, fields);
  }

  private static String listed(List<String> names) {
    return names.stream().map(Sql::literal).collect(Collectors.joining(", "));
  }
}
