package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.schemaless.Point;
import io.taosbridge.embedded.schemaless.SchemalessException;
import io.taosbridge.embedded.schemaless.SchemalessText;
import io.taosbridge.embedded.sql.Parser;
import io.taosbridge.embedded.sql.SqlSyntaxException;
import io.taosbridge.embedded.sql.Statement;
import io.taosbridge.embedded.storage.Database;
import io.taosbridge.embedded.storage.Vgroup;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** The database behind one server. Thread safe. */
public final class Engine {

  public static final String VERSION = "3.3.8.0";

  private static final ZoneId ZONE = ZoneId.of("UTC");

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final State state;
  private final SystemTables systemTables;

  public Engine() {
    this(VERSION);
  }

  /**
   * @param version that it says it has
   */
  public Engine(String version) {
    state = new State(version);
    systemTables = new SystemTables(state);
  }

  /**
   * @throws EngineException 0x0351 for an unknown user, 0x0357 for a wrong password, 0x0207 and
   *     0x0208 if one of them is empty
   */
  public Session login(String user, String password) {
    return writing(
        () -> {
          state.users().check(user, password);
          Session session = new Session(user, ZONE, state.version());
          state.sessions().add(session);
          return session;
        });
  }

  /**
   * The password of a user who proved who they are otherwise.
   *
   * @throws EngineException 0x0351 for an unknown user
   */
  public String passwordOf(String user) {
    return reading(() -> state.users().passwordOf(user));
  }

  /** Ends a session; only those who list connections see the difference. */
  public void close(Session session) {
    writing(() -> state.sessions().remove(session));
  }

  /**
   * Chooses the session's current database.
   *
   * @throws EngineException 0x0388 if there is none of this name
   */
  public void use(Session session, String database) {
    reading(
        () -> {
          executor(session).use(database);
          return null;
        });
  }

  /** Executes one statement; what follows its semicolon is not looked at. */
  public SqlResult execute(Session session, String sql) {
    Statement statement = parse(sql);
    Supplier<SqlResult> execution = () -> executor(session).execute(statement);
    return StatementExecutor.isReading(statement) ? reading(execution) : writing(execution);
  }

  /**
   * Writes schemaless text into the session's current database.
   *
   * @param ttlDays how long child tables live that have to be made; 0 is for ever
   * @return how many rows were stored, those of the same table and time counted once
   * @throws EngineException 0x2616 without a database, what is wrong with the text (schemaless.md,
   *     section 8), or 0x060B if a time is out of range, in which case vgroups without such a row
   *     have stored theirs
   */
  public long insert(Session session, SchemalessText text, int ttlDays) {
    if (session.database() == null) {
      throw EngineError.DATABASE_NOT_SPECIFIED.exception();
    }
    try {
      List<Point> points = text.parse(Clock.systemUTC());
      return writing(
          () ->
              new SchemalessExecutor(state, session, tables(session), text.isLines())
                  .insert(points, ttlDays));
    } catch (SchemalessException e) {
      throw new EngineException(e.code(), e.getMessage());
    }
  }

  /**
   * Prepares a statement for STMT2. The catalog is first looked at by {@link
   * PreparedInsert#fields()}, or by the first bind or execution.
   *
   * @throws EngineException 0x2600 if the statement is neither INSERT nor SELECT with parameters
   */
  public Prepared prepare(Session session, String sql) {
    return Preparation.prepare(this, session, sql);
  }

  /** Checks a statement without executing it; throws what executing it would throw at first. */
  public void validate(Session session, String sql) {
    Statement statement = parse(sql);
    reading(
        () -> {
          executor(session.fork()).validate(statement);
          return null;
        });
  }

  /** Sets who serves consumers. */
  public void subscriptions(Subscriptions hook) {
    writing(
        () -> {
          state.subscriptions(hook);
          return null;
        });
  }

  /** Takes no lock, so that those who serve consumers can ask while they hold one of their own. */
  public Optional<Topic> topic(String name) {
    return Optional.ofNullable(state.topics().get(name));
  }

  /**
   * The vgroups that tables of these names live in, or would live in.
   *
   * @throws EngineException 0x0388 if there is no such database
   */
  public List<Vgroup> vgroupsOf(String database, List<String> tables) {
    return reading(
        () -> {
          Database found =
              state
                  .catalog()
                  .database(database)
                  .orElseThrow(EngineError.DATABASE_NOT_EXIST::exception);
          return tables.stream().map(found::vgroupOf).toList();
        });
  }

  /**
   * How many rows the logs of a database hold: all that were ever written, those that replaced
   * others too.
   *
   * @throws EngineException 0x0388 if there is no such database
   */
  public long rowsInLogs(String database) {
    return reading(
        () ->
            state
                .catalog()
                .database(database)
                .orElseThrow(EngineError.DATABASE_NOT_EXIST::exception)
                .vgroups()
                .stream()
                .mapToLong(vgroup -> vgroup.log().rows())
                .sum());
  }

  static Statement parse(String sql) {
    try {
      return Parser.parse(sql);
    } catch (SqlSyntaxException e) {
      throw new EngineException(e.code(), e.getMessage());
    }
  }

  TableResolver tables(Session session) {
    return new TableResolver(session, state.catalog());
  }

  QueryExecutor queries(Session session, List<BoundColumn> parameters) {
    return new QueryExecutor(session, tables(session), systemTables, parameters);
  }

  private StatementExecutor executor(Session session) {
    return new StatementExecutor(state, session, systemTables);
  }

  /** Runs beside others that read. */
  <T> T reading(Supplier<T> action) {
    return locked(lock.readLock(), action);
  }

  /** Runs alone. */
  <T> T writing(Supplier<T> action) {
    return locked(lock.writeLock(), action);
  }

  private static <T> T locked(Lock held, Supplier<T> action) {
    held.lock();
    try {
      return action.get();
    } finally {
      held.unlock();
    }
  }
}
