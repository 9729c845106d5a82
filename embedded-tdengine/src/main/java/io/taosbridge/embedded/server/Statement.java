package io.taosbridge.embedded.server;

import io.taosbridge.block.Precision;
import io.taosbridge.embedded.engine.BindField;
import io.taosbridge.embedded.engine.BoundColumn;
import io.taosbridge.embedded.engine.BoundTable;
import io.taosbridge.embedded.engine.Engine;
import io.taosbridge.embedded.engine.EngineException;
import io.taosbridge.embedded.engine.Prepared;
import io.taosbridge.embedded.engine.PreparedInsert;
import io.taosbridge.embedded.engine.PreparedInsert.Batch;
import io.taosbridge.embedded.engine.PreparedQuery;
import io.taosbridge.embedded.engine.ResultField;
import io.taosbridge.embedded.engine.Session;
import io.taosbridge.embedded.engine.SqlResult.Rows;
import java.util.ArrayList;
import java.util.List;

/**
 * One stmt2 statement: the order of calls that it prescribes, and the errors that spoil it
 * (stmt2.md, sections 2 and 9). Where a wrong order would end the real adapter's process it answers
 * an error.
 */
final class Statement {

  private static final int MAX_ROWS = 32767;
  private static final int INVALID_POINTER = 0x0117;
  private static final int API_USAGE = 0x022A;
  private static final int BIND_NUMBER = 0x0236;
  private static final int NOTHING_BOUND = 0x070F;

  private final Engine engine;
  private final Session session;
  private final boolean interlace;
  private Prepared prepared;
  private final List<Batch> batches = new ArrayList<>();
  private final List<BoundColumn> singleColumns = new ArrayList<>();
  private List<BoundColumn> parameters;
  private Rows result;
  private boolean bindRefused;
  private boolean prepareRefused;
  private StatementError error;

  /**
   * @param interlace whether the fast mode was asked for, in which a table counts once per
   *     execution
   */
  Statement(Engine engine, Session session, boolean interlace) {
    this.engine = engine;
    this.session = session.fork();
    this.interlace = interlace;
  }

  /** Prepares anew, which forgets what was bound and most errors. */
  Prepared prepare(String sql) {
    if (error != null && error.isForGood()) {
      throw error.onPrepare();
    }
    error = null;
    prepared = null;
    batches.clear();
    singleColumns.clear();
    parameters = null;
    result = null;
    bindRefused = false;
    try {
      prepared = engine.prepare(session, sql.strip());
      return prepared;
    } catch (EngineException e) {
      prepareRefused = true;
      error = StatementError.ofBind(e);
      throw e;
    }
  }

  /**
   * @param columnIndex -1 for whole tables
   */
  void bind(List<BoundTable> tables, int columnIndex) {
    if (prepared == null && error == null && !prepareRefused) {
      error = StatementError.misuse("success");
      throw error.onBind();
    }
    if (error != null) {
      throw error.onBind();
    }
    if (tables.isEmpty()) {
      return;
    }
    checkRows(tables);
    try {
      if (prepared instanceof PreparedInsert insert) {
        bind(insert, tables, columnIndex);
      } else {
        parameters = parameters((PreparedQuery) prepared, tables);
      }
    } catch (EngineException e) {
      error = StatementError.ofBind(e);
      throw e;
    }
  }

  private void bind(PreparedInsert insert, List<BoundTable> tables, int columnIndex) {
    if (columnIndex < 0) {
      batches.add(insert.bind(tables));
      return;
    }
    long columns =
        insert.fields().stream().filter(field -> field.kind() == BindField.Kind.COLUMN).count();
    if (interlace || columnIndex != singleColumns.size() || columnIndex >= columns) {
      throw apiUsage();
    }
    singleColumns.addAll(tables.get(0).columns());
    if (singleColumns.size() == columns) {
      List<BoundColumn> all = List.copyOf(singleColumns);
      singleColumns.clear();
      batches.add(insert.bind(List.of(new BoundTable(null, null, all))));
    }
  }

  private void checkRows(List<BoundTable> tables) {
    int most = prepared instanceof PreparedInsert ? MAX_ROWS : 1;
    for (BoundTable table : tables) {
      if (table.columns() == null) {
        continue;
      }
      for (BoundColumn column : table.columns()) {
        if (column.rows() < 1 || column.rows() > most) {
          bindRefused = true;
          throw new EngineException(BIND_NUMBER, "bind number out of range or not match");
        }
      }
    }
  }

  /** What is wrong with a query comes out at the bind, so it is tried here. */
  private static List<BoundColumn> parameters(PreparedQuery query, List<BoundTable> tables) {
    List<BoundColumn> bound = tables.get(0).columns();
    if (bound == null || bound.size() < query.parameterCount()) {
      throw new ProtocolException("fewer parameters than the statement has");
    }
    query.execute(bound);
    return bound;
  }

  /** Stores or queries; answers how many rows were stored. */
  long execute() {
    if (error != null) {
      throw error.onExecute();
    }
    if (prepared == null) {
      error = StatementError.misuse("Stmt API usage error");
      throw error.onExecute();
    }
    if (prepared instanceof PreparedQuery query) {
      if (parameters == null) {
        throw new ProtocolException("success");
      }
      result = query.execute(parameters);
      return 0;
    }
    return insert((PreparedInsert) prepared);
  }

  private long insert(PreparedInsert insert) {
    if (batches.isEmpty()) {
      if (bindRefused || result != null) {
        throw apiUsage();
      }
      throw new EngineException(NOTHING_BOUND, "Invalid input");
    }
    List<Batch> bound = List.copyOf(batches);
    batches.clear();
    try {
      long affected = insert.insert(bound, interlace);
      result = new Rows(List.<ResultField>of(), Precision.MILLISECONDS, List.of());
      return affected;
    } catch (EngineException e) {
      if (!interlace) {
        error = StatementError.ofBind(new EngineException(INVALID_POINTER, "Invalid pointer"));
      }
      throw new EngineException(e.code(), "success");
    }
  }

  /** What the last execution found; nothing for an INSERT. */
  Rows result() {
    if (error != null) {
      throw error.onExecute();
    }
    if (result == null) {
      throw new ProtocolException("the statement was not executed");
    }
    return result;
  }

  private static EngineException apiUsage() {
    return new EngineException(API_USAGE, StatementError.API_USAGE_TEXT);
  }
}
