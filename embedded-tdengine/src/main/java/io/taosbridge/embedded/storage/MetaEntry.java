package io.taosbridge.embedded.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A change of metadata, or a delete.
 *
 * @param json the change as {@code fetch_json_meta} hands it out (tmq.md, section 4)
 * @param superTable what the change belongs to; null for normal tables
 * @param deletion null unless it is a delete
 * @param replicated whether it was done since another database did it
 */
public record MetaEntry(
    ObjectNode json, SuperTable superTable, Deletion deletion, boolean replicated)
    implements LogEntry {

  public MetaEntry(ObjectNode json, SuperTable superTable) {
    this(json, superTable, null, false);
  }
}
