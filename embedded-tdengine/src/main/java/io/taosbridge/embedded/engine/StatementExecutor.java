package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Admin;
import io.taosbridge.embedded.sql.Ddl;
import io.taosbridge.embedded.sql.Delete;
import io.taosbridge.embedded.sql.Describe;
import io.taosbridge.embedded.sql.Explain;
import io.taosbridge.embedded.sql.Insert;
import io.taosbridge.embedded.sql.Select;
import io.taosbridge.embedded.sql.Show;
import io.taosbridge.embedded.sql.Statement;
import io.taosbridge.embedded.sql.Use;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.Vgroup;
import java.util.List;

/** Executes statements of one session. Whoever calls holds the engine's lock. */
final class StatementExecutor {

  private final State state;
  private final Session session;
  private final TableResolver tables;
  private final QueryExecutor queries;

  StatementExecutor(State state, Session session, SystemTables systemTables) {
    this.state = state;
    this.session = session;
    this.tables = new TableResolver(session, state.catalog());
    this.queries = new QueryExecutor(session, tables, systemTables, List.of());
  }

  /** Whether a statement leaves everything as it is, so that others may run beside it. */
  static boolean isReading(Statement statement) {
    return statement instanceof Select
        || statement instanceof Describe
        || statement instanceof Explain
        || statement instanceof Show
        || statement instanceof Use;
  }

  SqlResult execute(Statement statement) {
    if (statement instanceof Select select) {
      return queries.execute(select);
    }
    if (statement instanceof Insert insert) {
      return new InsertExecutor(session, tables).execute(insert);
    }
    if (statement instanceof Show show) {
      return new ShowExecutor(tables, queries).execute(show);
    }
    if (statement instanceof Describe describe) {
      return new ShowExecutor(tables, queries).describe(describe);
    }
    if (statement instanceof Explain explain) {
      return queries.explain(explain.select());
    }
    if (statement instanceof Delete delete) {
      return new DeleteExecutor(session, tables).execute(delete);
    }
    if (statement instanceof Use use) {
      use(use.database());
    } else if (statement instanceof Ddl ddl) {
      change(ddl);
    } else {
      administrate((Admin) statement);
    }
    return new SqlResult.Update(0);
  }

  /** Does all that can fail without changing anything. */
  void validate(Statement statement) {
    if (statement instanceof Select select) {
      queries.plan(select);
    } else if (statement instanceof Insert insert) {
      new InsertExecutor(session, tables).read(insert);
    } else if (isReading(statement)) {
      execute(statement);
    }
  }

  void use(String database) {
    if (!SystemTables.isSystemDatabase(database)) {
      tables.database(database);
    }
    session.database(database);
  }

  private void change(Ddl ddl) {
    if (ddl instanceof Ddl.CreateDatabase create) {
      creates().database(create);
    } else if (ddl instanceof Ddl.CreateSuperTable create) {
      creates().superTable(create);
    } else if (ddl instanceof Ddl.CreateNormalTable create) {
      creates().normalTable(create);
    } else if (ddl instanceof Ddl.CreateChildTables create) {
      creates().children(create);
    } else if (ddl instanceof Ddl.DropDatabase drop) {
      drops().database(drop);
    } else if (ddl instanceof Ddl.DropSuperTable drop) {
      drops().superTable(drop);
    } else if (ddl instanceof Ddl.DropTables drop) {
      drops().tables(drop);
    } else if (ddl instanceof Ddl.AlterDatabase alter) {
      new AlterExecutor(state, session, tables).database(alter);
    } else if (ddl instanceof Ddl.AlterTable alter) {
      new AlterExecutor(state, session, tables).table(alter);
    } else if (ddl instanceof Ddl.CreateTopic create) {
      topics().create(create);
    } else if (ddl instanceof Ddl.DropTopic drop) {
      topics().drop(drop);
    } else {
      topics().drop((Ddl.DropConsumerGroup) ddl);
    }
  }

  private CreateExecutor creates() {
    return new CreateExecutor(session, tables);
  }

  private DropExecutor drops() {
    return new DropExecutor(state, tables);
  }

  private TopicExecutor topics() {
    return new TopicExecutor(state, session, tables);
  }

  private void split(int id) {
    for (Database database : state.catalog().databases()) {
      for (Vgroup vgroup : database.vgroups()) {
        if (vgroup.id() == id) {
          database.split(vgroup);
          state.subscriptions().vgroupsChanged(database);
          return;
        }
      }
    }
    throw EngineError.VGROUP_NOT_EXIST.exception();
  }

  private void administrate(Admin admin) {
    if (admin instanceof Admin.CreateUser create) {
      state.users().create(create.name(), create.password());
    } else if (admin instanceof Admin.AlterUser alter) {
      state.users().checkExists(alter.name());
      if (alter.password() != null) {
        state.users().changePassword(alter.name(), alter.password());
      }
    } else if (admin instanceof Admin.DropUser drop) {
      state.users().drop(drop.name(), drop.ifExists());
    } else if (admin instanceof Admin.SplitVgroup split) {
      split(split.id());
    } else if (admin instanceof Admin.Kill) {
      throw EngineError.INVALID_QUERY_ID.exception();
    }
  }
}
