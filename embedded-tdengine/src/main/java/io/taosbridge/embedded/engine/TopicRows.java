package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.storage.ColumnDef;
import io.taosbridge.embedded.storage.Table;
import java.util.List;

/**
 * Rows of one table as a topic hands them out.
 *
 * @param schemaVersion of the columns the rows were written with; 0 for a query topic
 * @param fields columns with their numbers; in a query topic numbered from 1
 * @param rows never empty
 */
public record TopicRows(Table table, int schemaVersion, List<ColumnDef> fields, ResultRows rows) {

  public TopicRows {
    fields = List.copyOf(fields);
  }
}
