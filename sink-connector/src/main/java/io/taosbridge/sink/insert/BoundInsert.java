package io.taosbridge.sink.insert;

import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Statement;
import io.taosbridge.client.TableBinding;
import io.taosbridge.sink.plan.Row;
import io.taosbridge.sink.plan.WritePlan;
import io.taosbridge.sink.record.FieldValues;
import java.util.List;

/** Binds rows to a prepared insert. */
public final class BoundInsert implements Insert {

  private final WritePlan plan;
  private final Statement statement;

  BoundInsert(WritePlan plan, Statement statement) {
    this.plan = plan;
    this.statement = statement;
  }

  @Override
  public void execute(List<Row> rows) {
    statement.execute(filled(rows));
  }

  @Override
  public void check(Row row) {
    filled(List.of(row));
  }

  /** A table is created, if need be, with the tags of its latest row. */
  private BindBatch filled(List<Row> rows) {
    BindBatch batch = statement.newBatch();
    FieldValues values = new FieldValues(Math.min(rows.size(), WritePlan.MAX_IN_CACHE));
    int from = 0;
    while (from < rows.size()) {
      String table = rows.get(from).table();
      int to = from + 1;
      while (to < rows.size() && rows.get(to).table().equals(table)) {
        to++;
      }
      TableBinding binding = batch.table(table).reserve(to - from);
      plan.writeColumns(rows, from, to, values, binding);
      plan.writeTags(rows.get(to - 1), binding::tag);
      from = to;
    }
    return batch;
  }
}
