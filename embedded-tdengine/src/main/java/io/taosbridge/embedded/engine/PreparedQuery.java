package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Select;
import java.util.List;

/** A SELECT with parameters. */
public final class PreparedQuery implements Prepared {

  private final Engine engine;
  private final Session session;
  private final Select select;
  private final int parameterCount;

  PreparedQuery(Engine engine, Session session, Select select, int parameterCount) {
    this.engine = engine;
    this.session = session;
    this.select = select;
    this.parameterCount = parameterCount;
  }

  /** The number of {@code ?}. */
  public int parameterCount() {
    return parameterCount;
  }

  /**
   * Looks at the query with these parameters without executing it, as a bind does.
   *
   * @param parameters of one value each; more than needed are ignored
   * @throws EngineException 0x2603 for a missing table, 0x0236 for a wrong number of values, ...
   */
  public void check(List<BoundColumn> parameters) {
    engine.reading(() -> engine.queries(session, parameters).plan(select));
  }

  /**
   * @param parameters of one value each; more than needed are ignored
   */
  public SqlResult.Rows execute(List<BoundColumn> parameters) {
    return engine.reading(() -> engine.queries(session, parameters).execute(select));
  }
}
