package io.taosbridge.embedded.engine;

import io.taosbridge.block.Precision;
import java.util.List;

/** What a statement answers. */
public sealed interface SqlResult {

  /** Of anything but a query. */
  record Update(long affectedRows) implements SqlResult {}

  /**
   * Of a query.
   *
   * @param precision unit of the timestamps
   */
  record Rows(List<ResultField> fields, Precision precision, ResultRows rows) implements SqlResult {

    public Rows {
      fields = List.copyOf(fields);
    }

    public Rows(List<ResultField> fields, Precision precision, List<Object[]> rows) {
      this(fields, precision, ResultRows.of(rows));
    }
  }
}
