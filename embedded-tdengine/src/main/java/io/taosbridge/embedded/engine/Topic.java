package io.taosbridge.embedded.engine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.embedded.storage.CreatedTable;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.MetaEntry;
import io.taosbridge.embedded.storage.SuperTable;
import io.taosbridge.embedded.storage.TableWrite;
import io.taosbridge.embedded.storage.WriteEntry;
import java.util.ArrayList;
import java.util.List;

/** What a topic delivers (tmq.md, section 5). Thread safe. */
public abstract sealed class Topic permits DatabaseTopic, StableTopic, QueryTopic {

  private final TopicDefinition definition;

  Topic(TopicDefinition definition) {
    this.definition = definition;
  }

  /** Which messages a topic has. */
  public enum Meta {
    WITHOUT,
    WITH,
    ONLY
  }

  public final String name() {
    return definition.name();
  }

  /** Its vgroups are the topic's. */
  public final Database database() {
    return definition.database();
  }

  /** The statement that made the topic. */
  public final String sql() {
    return definition.sql();
  }

  /** Milliseconds since the epoch. */
  public final long createdAt() {
    return definition.createdAt();
  }

  public final Meta meta() {
    return definition.meta();
  }

  /** Whether messages tell the table's name: in all but query topics. */
  public boolean withTableName() {
    return true;
  }

  /**
   * The rows of a write that this topic delivers, table by table, as of now: without tables that
   * are gone, and by the tags' present values. Empty if it delivers none.
   */
  public final List<TopicRows> rows(WriteEntry entry) {
    if (meta() == Meta.ONLY) {
      return List.of();
    }
    List<TopicRows> rows = new ArrayList<>();
    for (TableWrite write : entry.tables()) {
      if (!write.table().isDropped()) {
        rows.addAll(rows(write));
      }
    }
    return rows;
  }

  /** The rows of a write to one table; empty if the topic delivers none of them. */
  abstract List<TopicRows> rows(TableWrite write);

  /**
   * Creations of child tables that come along with a write, each as {@code fetch_json_meta} tells
   * one, but without {@code createList}. Always empty without metadata.
   */
  public final List<ObjectNode> creations(WriteEntry entry) {
    if (meta() == Meta.WITHOUT) {
      return List.of();
    }
    List<ObjectNode> creations = new ArrayList<>();
    for (CreatedTable created : entry.created()) {
      if (!created.table().isDropped() && reads(created.table().superTable())) {
        creations.add(MetaJson.createChild(created.json()));
      }
    }
    return creations;
  }

  /** Whether this topic delivers a change of metadata. */
  public abstract boolean delivers(MetaEntry entry);

  /** Whether tables of this supertable are read. */
  abstract boolean reads(SuperTable superTable);

  /** Whether this supertable can be dropped only after the topic. */
  boolean pins(SuperTable superTable) {
    return reads(superTable);
  }

  /** Whether the topic selects a column of this name, which then has to stay. */
  boolean usesColumn(String name) {
    return false;
  }

  /** {@code column}, {@code stable} or {@code db}. */
  abstract String kind();

  /** The fields of a query topic; empty for others. */
  List<ResultField> fields() {
    return List.of();
  }
}
