package io.taosbridge.embedded.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts together what several binds sent for one execution. */
final class BoundInsert {

  private final InsertTemplate template;
  private final boolean interlace;
  private String lastName;

  BoundInsert(InsertTemplate template, boolean interlace) {
    this.template = template;
    this.interlace = interlace;
  }

  /**
   * @throws EngineException 0x022B if rows come without a table's name, 0x061D if a table is none
   *     of the supertable
   */
  List<PendingRows> pending(List<PreparedInsert.Batch> batches) {
    List<PendingRows> pending = new ArrayList<>();
    for (PreparedInsert.Batch batch : batches) {
      Set<String> names = new HashSet<>();
      for (BoundRows bound : batch.tables()) {
        String name = bound.name() == null ? lastName : bound.name();
        lastName = name;
        boolean again = template.needsName() && !names.add(name);
        if (bound.rows() != null && !(interlace && again)) {
          pending.add(pending(name, bound));
        }
      }
    }
    return pending;
  }

  private PendingRows pending(String name, BoundRows bound) {
    if (template.needsName() && name == null) {
      throw EngineError.STMT_TABLE_NAME.exception();
    }
    PendingRows rows = template.pending(name, bound.tags());
    template.checkBeforeWrite(rows);
    rows.addAll(bound.rows().get());
    return rows;
  }
}
