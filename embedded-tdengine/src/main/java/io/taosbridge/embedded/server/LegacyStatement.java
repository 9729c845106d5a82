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
import io.taosbridge.embedded.engine.Session;
import io.taosbridge.embedded.engine.SqlResult.Rows;
import java.util.ArrayList;
import java.util.List;

/**
 * One statement of STMT, the predecessor of STMT2 (stmt2.md, section 8). Where a wrong order of
 * calls would end the real adapter's process it answers an error.
 */
final class LegacyStatement {

  private static final int MAX_ROWS = 32767;
  private static final int API_USAGE = 0x022A;
  private static final int BIND_NUMBER = 0x0236;

  private final Engine engine;
  private final Session session;
  private final List<Batch> batches = new ArrayList<>();
  private Prepared prepared;
  private String table;
  private List<BoundColumn> tags;
  private List<BoundColumn> bound;
  private List<BoundColumn> parameters;
  private Rows result;

  LegacyStatement(Engine engine, Session session) {
    this.engine = engine;
    this.session = session.fork();
  }

  /** Prepares anew, which forgets what was bound; whether the statement is an INSERT. */
  boolean prepare(String sql) {
    batches.clear();
    table = null;
    tags = null;
    bound = null;
    parameters = null;
    result = null;
    prepared = null;
    prepared = engine.prepare(session, sql.strip());
    return isInsert();
  }

  boolean isInsert() {
    return prepared instanceof PreparedInsert;
  }

  /** Names the table of what is bound next. */
  void setTableName(String name) {
    PreparedInsert insert = insert();
    insert.columnFields(name);
    table = name;
    tags = null;
  }

  List<BindField> tagFields() {
    return insert().tagFields();
  }

  List<BindField> columnFields() {
    return insert().columnFields(table);
  }

  /** One value each, in the order of the tag fields. */
  void setTags(List<BoundColumn> values) {
    insert().bind(List.of(new BoundTable(table, values, null)));
    tags = values;
  }

  /** In the order of the column fields, or of a query's parameters. */
  void bind(List<BoundColumn> columns) {
    checkPrepared();
    checkRows(columns);
    if (prepared instanceof PreparedQuery query) {
      if (columns.size() < query.parameterCount()) {
        throw new EngineException(BIND_NUMBER, "bind number out of range or not match");
      }
      query.check(columns);
      parameters = columns;
    } else {
      insert().bind(List.of(new BoundTable(table, tags, columns)));
      bound = columns;
    }
  }

  private void checkRows(List<BoundColumn> columns) {
    int most = isInsert() ? MAX_ROWS : 1;
    for (BoundColumn column : columns) {
      if (column.rows() < 1 || column.rows() > most) {
        throw new EngineException(BIND_NUMBER, "bind number out of range or not match");
      }
    }
  }

  /** Adds what was bound last to what the next execution stores. */
  void addBatch() {
    checkPrepared();
    if (!isInsert()) {
      return;
    }
    if (bound == null) {
      throw apiUsage();
    }
    batches.add(insert().bind(List.of(new BoundTable(table, tags, bound))));
    bound = null;
  }

  /** Stores or queries; answers how many rows were stored. */
  long execute() {
    checkPrepared();
    if (prepared instanceof PreparedQuery query) {
      if (parameters == null) {
        throw apiUsage();
      }
      result = query.execute(parameters);
      return 0;
    }
    if (batches.isEmpty()) {
      throw apiUsage();
    }
    List<Batch> pending = List.copyOf(batches);
    batches.clear();
    long affected = insert().insert(pending, false);
    result = new Rows(List.of(), Precision.MILLISECONDS, List.of());
    return affected;
  }

  /** What the last execution found; nothing for an INSERT. */
  Rows result() {
    if (result == null) {
      throw apiUsage();
    }
    return result;
  }

  /** How many values a row takes: without table name and tags. */
  int parameterCount() {
    checkPrepared();
    return prepared instanceof PreparedQuery query ? query.parameterCount() : columnFields().size();
  }

  /** What one of the values of a row stands for. */
  BindField parameter(int index) {
    List<BindField> fields = columnFields();
    if (index < 0 || index >= fields.size()) {
      throw new EngineException(BIND_NUMBER, "bind number out of range or not match");
    }
    return fields.get(index);
  }

  private PreparedInsert insert() {
    checkPrepared();
    if (prepared instanceof PreparedInsert insert) {
      return insert;
    }
    throw apiUsage();
  }

  private void checkPrepared() {
    if (prepared == null) {
      throw apiUsage();
    }
  }

  private static EngineException apiUsage() {
    return new EngineException(API_USAGE, StatementError.API_USAGE_TEXT);
  }
}
