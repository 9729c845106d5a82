package io.taosbridge.embedded.storage;

import java.util.List;

/**
 * One write request as its vgroup sees it.
 *
 * @param created child tables that the request made, in its order
 * @param replicated whether the rows are copies of another database's
 */
public record WriteEntry(List<TableWrite> tables, List<CreatedTable> created, boolean replicated)
    implements LogEntry {

  public WriteEntry {
    tables = List.copyOf(tables);
    created = List.copyOf(created);
  }
}
