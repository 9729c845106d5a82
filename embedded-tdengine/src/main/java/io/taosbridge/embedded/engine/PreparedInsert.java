package io.taosbridge.embedded.engine;

import io.taosbridge.embedded.sql.Insert;
import java.util.List;

/**
 * An INSERT with parameters (stmt2.md). Knows nothing of the order of calls that a statement
 * prescribes, nor of errors that poison it.
 */
public final class PreparedInsert implements Prepared {

  private static final String NO_DATABASE = "db is not specified";

  private final Engine engine;
  private final Session session;
  private final Insert insert;

  PreparedInsert(Engine engine, Session session, Insert insert) {
    this.engine = engine;
    this.session = session;
    this.insert = insert;
  }

  /**
   * What the {@code ?} stand for, in the server's order.
   *
   * @throws EngineException if a table or column is missing, or the statement is malformed
   */
  public List<BindField> fields() {
    return engine.reading(
        () -> {
          try {
            return template().fields();
          } catch (EngineException e) {
            if (e.code() == EngineError.TABLE_NOT_EXIST.code()) {
              throw EngineError.STMT_TABLE_NAME.saying(e.getMessage());
            }
            throw e;
          }
        });
  }

  /**
   * What the {@code ?} stand for that give tags.
   *
   * @param table null if the statement names it
   * @throws EngineException 0x022B if the statement does not name it either, 0x022A if it names a
   *     table and has no tags
   */
  public List<BindField> tagFields(String table) {
    return engine.reading(
        () -> {
          InsertTemplate template = named(table);
          if (insert.targets().get(0).using() == null && !template.needsName()) {
            throw EngineError.STMT_USAGE.exception();
          }
          return template.tags().fields(template.database().precision());
        });
  }

  /**
   * What the {@code ?} stand for that give columns of this table.
   *
   * @param table null if the statement names it
   * @throws EngineException 0x022B if the statement does not name it either, 0x0200 if it inserts
   *     into a supertable
   */
  public List<BindField> columnFields(String table) {
    return engine.reading(
        () -> {
          InsertTemplate template = named(table);
          if (template instanceof SuperTemplate) {
            throw EngineError.INVALID_OPERATION.exception();
          }
          return template
              .columnsFor(table == null ? null : InsertTemplate.tableName(table))
              .fields(template.database().precision());
        });
  }

  private InsertTemplate named(String table) {
    InsertTemplate template = template();
    if (template.needsName() && table == null) {
      throw EngineError.STMT_TABLE_NAME.exception();
    }
    return template;
  }

  /**
   * Whether the table can be the one that the statement leaves open.
   *
   * @throws EngineException 0x2603 if it has to be there and is not, 0x022B if the name is empty,
   *     0x0200 if it is too long
   */
  public void checkTable(String table) {
    String name = InsertTemplate.tableName(table);
    engine.reading(() -> template().columnsFor(name));
  }

  /**
   * Checks values without storing them.
   *
   * @throws EngineException what the bind answers: 0x0200 for a wrong type or count, 0x2653 for a
   *     value too long, 0x267B for a NULL timestamp, ...
   */
  public Batch bind(List<BoundTable> tables) {
    return engine.reading(() -> new Batch(template().bind(tables)));
  }

  /**
   * Stores what was bound since the last time.
   *
   * @param interlace whether rows with the same timestamp are merged, instead of the last one
   *     winning, and only the first mention of a table counts
   * @return how many rows were stored, those with the same timestamp counted once
   * @throws EngineException what exec answers: 0x060B for a time out of range, in which case
   *     vgroups without such a row have stored theirs
   */
  public long insert(List<Batch> batches, boolean interlace) {
    return engine.writing(
        () -> {
          List<PendingRows> pending = new BoundInsert(template(), interlace).pending(batches);
          return new Writer(interlace, session.isReplicating()).write(pending);
        });
  }

  private InsertTemplate template() {
    Insert.Target target = insert.targets().get(0);
    boolean unqualified = target.table() == null || target.table().database() == null;
    if (unqualified && session.database() == null) {
      throw EngineError.INVALID_OPERATION.saying(NO_DATABASE);
    }
    return InsertTemplate.of(engine.tables(session), insert);
  }

  /** Values that were checked. */
  public static final class Batch {

    private final List<BoundRows> tables;

    Batch(List<BoundRows> tables) {
      this.tables = List.copyOf(tables);
    }

    List<BoundRows> tables() {
      return tables;
    }

    /** Whether nothing at all was bound. */
    public boolean isEmpty() {
      return tables.isEmpty();
    }
  }
}
