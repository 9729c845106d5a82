package io.taosbridge.connect.meta;

import io.taosbridge.block.Precision;
import java.util.List;

/**
 * A change of a schema or of tags, or a delete.
 *
 * @param stable the supertable; null for a normal table, and where TDengine does not tell it
 * @param table the child or normal table; null if the event is about a supertable
 * @param columns of a new supertable or normal table, the primary timestamp first
 * @param tags of a new supertable
 * @param values all tags of a child table that is new, or whose tags were set
 * @param change null unless the event is an alteration
 * @param range null unless the event is a delete
 */
public record MetaEvent(
    Kind kind,
    String database,
    Precision precision,
    String stable,
    String table,
    List<MetaColumn> columns,
    List<MetaColumn> tags,
    List<TagValue> values,
    MetaChange change,
    MetaRange range) {

  /** What happened to what. */
  public enum Kind {
    CREATE_STABLE,
    ALTER_STABLE,
    DROP_STABLE,
    CREATE_TABLE,
    ALTER_TABLE,
    DROP_TABLE,
    DELETE
  }

  public MetaEvent {
    columns = List.copyOf(columns);
    tags = List.copyOf(tags);
    values = List.copyOf(values);
  }

  /** The table or supertable that the event is about. */
  public String subject() {
    return table == null ? stable : table;
  }
}
