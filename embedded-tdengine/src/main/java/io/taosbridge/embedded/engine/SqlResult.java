package io.taosbridge.embedded.engine;

import io.taosbridge.block.Precision;
import java.util.Collections;
import java.util.List;

/** What a statement answers. */
public sealed interface SqlResult {

  /** Of anything but a query. */
  record Update(long affectedRows) implements SqlResult {}

  /**
   * Of a query.
   *
   * @param precision unit of the timestamps
   * @param rows values as {@link io.taosbridge.block.Column#getObject} has them
   */
  record Rows(List<ResultField> fields, Precision precision, List<Object[]> rows)
      implements SqlResult {

    public Rows {
      fields = List.copyOf(fields);
      rows = Collections.unmodifiableList(rows);
    }
  }
}
