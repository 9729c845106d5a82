package io.taosbridge.sink.insert;

import io.taosbridge.sink.plan.Row;
import java.util.List;

/** Writes rows of one plan. */
public interface Insert {

  /**
   * Writes the rows, those of one child table behind each other. An execution that fails may have
   * stored some of them.
   *
   * @throws io.taosbridge.sink.record.BadRecordException if one cannot be written; nothing was sent
   * @throws io.taosbridge.client.error.TDengineException if the server refuses them
   */
  void execute(List<Row> rows);

  /**
   * Looks whether a row can be written.
   *
   * @throws io.taosbridge.sink.record.BadRecordException if not
   */
  void check(Row row);
}
