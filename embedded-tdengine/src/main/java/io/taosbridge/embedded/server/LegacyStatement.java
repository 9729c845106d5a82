package io.taosbridge.embedded.server;

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
import java.util.Locale;

/**
 * One statement of STMT, the predecessor of STMT2 (stmt2.md, section 8). Nothing of the SQL is
 * checked before it is needed, and an error of a bind or execution spoils the statement for good:
 * not even another prepare helps. Where a wrong order of calls would end the real adapter's process
 * it answers an error.
 */
final class LegacyStatement {

  private static final int MAX_ROWS = 32767;
  private static final int INVALID_PARAMETER = 0x0118;
  private static final int SYNTAX_IN_VALUES = 0x0216;
  private static final int API_USAGE = 0x022A;
  private static final int BIND_NUMBER = 0x0236;
  private static final int KEY_NULL = 0x267B;

  private final Engine engine;
  private final Session session;
  private final List<Batch> batches = new ArrayList<>();
  private boolean insert;
  private Prepared prepared;
  private String table;
  private List<BoundColumn> tags;
  private List<BoundColumn> bound;
  private List<BoundColumn> parameters;
  private Rows result;

  /** What is wrong with the SQL, which the next call finds out. */
  private EngineException sqlFault;

  /** What is wrong with what was bound, which the execution finds out. */
  private EngineException boundFault;

  /** What spoilt the statement. */
  private EngineException error;

  LegacyStatement(Engine engine, Session session) {
    this.engine = engine;
    this.session = session.fork();
  }

  /** Prepares anew, which forgets what was bound; whether the statement is an INSERT. */
  boolean prepare(String sql) {
    checkUsable();
    batches.clear();
    table = null;
    tags = null;
    bound = null;
    parameters = null;
    result = null;
    prepared = null;
    sqlFault = null;
    boundFault = null;
    insert = sql.strip().toLowerCase(Locale.ROOT).startsWith("insert");
    try {
      prepared = engine.prepare(session, sql.strip());
    } catch (EngineException e) {
      sqlFault = insert ? new EngineException(SYNTAX_IN_VALUES, "Syntax error in SQL") : e;
    }
    return insert;
  }

  boolean isInsert() {
    return insert;
  }

  /** Names the table of what is bound next. */
  void setTableName(String name) {
    PreparedInsert statement = insert();
    statement.checkTable(name);
    table = name;
    tags = null;
  }

  /** Empty for a statement without USING whose table is a {@code ?}. */
  List<BindField> tagFields() {
    return insert().tagFields(table);
  }

  List<BindField> columnFields() {
    return insert().columnFields(table);
  }

  /** One value each, in the order of the tag fields; the bind checks them. */
  void setTags(List<BoundColumn> values) {
    insert();
    tags = values;
  }

  /** In the order of the column fields, or of a query's parameters. */
  void bind(List<BoundColumn> columns) {
    checkPrepared();
    try {
      checkRows(columns);
      if (prepared instanceof PreparedQuery query) {
        if (columns.size() < query.parameterCount()) {
          throw new EngineException(BIND_NUMBER, "bind number out of range or not match");
        }
        query.check(columns);
        parameters = columns;
      } else {
        insert().columnFields(table);
        check(columns);
        bound = columns;
      }
    } catch (EngineException e) {
      error = e;
      throw e;
    }
  }

  private void check(List<BoundColumn> columns) {
    try {
      insert().bind(List.of(new BoundTable(table, tags, columns)));
    } catch (EngineException e) {
      if (e.code() != KEY_NULL) {
        throw e;
      }
      boundFault = e;
    }
  }

  private void checkRows(List<BoundColumn> columns) {
    int most = insert ? MAX_ROWS : 1;
    for (BoundColumn column : columns) {
      if (column.rows() < 1 || column.rows() > most) {
        throw new EngineException(BIND_NUMBER, "bind number out of range or not match");
      }
    }
  }

  /** Adds what was bound last to what the next execution stores. */
  void addBatch() {
    checkPrepared();
    if (!insert) {
      return;
    }
    if (bound == null) {
      throw apiUsage();
    }
    if (boundFault == null) {
      batches.add(insert().bind(List.of(new BoundTable(table, tags, bound))));
    }
    bound = null;
  }

  /** Stores or queries; answers how many rows were stored. */
  long execute() {
    checkPrepared();
    try {
      if (prepared instanceof PreparedQuery query) {
        if (parameters == null) {
          throw apiUsage();
        }
        result = query.execute(parameters);
        return 0;
      }
      return store();
    } catch (EngineException e) {
      error = e;
      throw e;
    }
  }

  private long store() {
    if (boundFault != null) {
      throw boundFault;
    }
    if (batches.isEmpty()) {
      throw apiUsage();
    }
    List<Batch> pending = List.copyOf(batches);
    batches.clear();
    return insert().insert(pending, false);
  }

  /** What the last execution found. */
  Rows result() {
    if (result == null) {
      throw new ProtocolException("success");
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
      throw new EngineException(INVALID_PARAMETER, "Invalid parameters");
    }
    return fields.get(index);
  }

  private PreparedInsert insert() {
    checkPrepared();
    if (prepared instanceof PreparedInsert statement) {
      return statement;
    }
    throw apiUsage();
  }

  private void checkPrepared() {
    checkUsable();
    if (sqlFault != null) {
      throw sqlFault;
    }
    if (prepared == null) {
      throw apiUsage();
    }
  }

  private void checkUsable() {
    if (error != null) {
      throw error;
    }
  }

  private static EngineException apiUsage() {
    return new EngineException(API_USAGE, StatementError.API_USAGE_TEXT);
  }
}
