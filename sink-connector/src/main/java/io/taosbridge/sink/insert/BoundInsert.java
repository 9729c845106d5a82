package io.taosbridge.sink.insert;

import io.taosbridge.client.BindBatch;
import io.taosbridge.client.SortedRows;
import io.taosbridge.client.Statement;
import io.taosbridge.sink.plan.Row;
import io.taosbridge.sink.plan.WritePlan;
import java.util.ArrayList;
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
    SortedRows sorted = batch.sorted();
    List<Row> latest = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= rows.size(); to++) {
      if (to == rows.size() || !rows.get(to).table().equals(rows.get(from).table())) {
        sorted.add(rows.get(from).table(), to - from);
        latest.add(rows.get(to - 1));
        from = to;
      }
    }
    plan.writeColumns(rows, sorted);
    plan.writeTags(latest, sorted);
    return batch;
  }
}
