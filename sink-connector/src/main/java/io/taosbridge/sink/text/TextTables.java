package io.taosbridge.sink.text;

import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.Sql;
import io.taosbridge.connect.TableSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The supertables that text is written to, made and changed as the server's schemaless would. Other
 * tasks may do the same at the same time: what counts is what a table is like afterwards.
 */
final class TextTables {

  private static final Logger LOG = LoggerFactory.getLogger(TextTables.class);
  private static final int MAX_TABLES = 1_000;

  private final Link link;
  private final TableRules rules;
  private final Map<String, Optional<Target>> known = new HashMap<>();

  TextTables(Link link, TableRules rules) {
    this.link = link;
    this.rules = rules;
  }

  /** Whether a supertable was looked up earlier. */
  boolean isKnown(String database, String supertable) {
    return known.containsKey(Sql.quote(database, supertable));
  }

  /** A supertable, if it exists. */
  Optional<Target> find(String database, String supertable) {
    String name = Sql.quote(database, supertable);
    Optional<Target> found = known.get(name);
    if (found == null) {
      if (known.size() >= MAX_TABLES) {
        known.clear();
      }
      found = read(database, supertable);
      known.put(name, found);
    }
    return found;
  }

  private Optional<Target> read(String database, String supertable) {
    Optional<TableSchema> found = TableSchema.read(link.connection(), database, supertable);
    String name = Sql.quote(database, supertable);
    if (found.isPresent() && found.get().tags().isEmpty()) {
      throw new ConnectException(
          name + " is not a supertable, and only supertables can be written to");
    }
    return found.map(schema -> new Target(name, schema));
  }

  /**
   * The supertable, made fit for points.
   *
   * @throws TDengineException if the server refuses what they need
   * @throws ConnectException if that is not allowed
   */
  Target prepare(String database, String supertable, Needs needs) {
    String name = Sql.quote(database, supertable);
    Optional<Target> existing = find(database, supertable);
    if (existing.isEmpty()) {
      return create(database, supertable, needs.create(name));
    }
    List<String> changes = needs.changes(name);
    return changes.isEmpty() ? existing.get() : change(database, supertable, needs, changes);
  }

  private Target create(String database, String supertable, String statement) {
    if (!rules.create()) {
      throw new ConnectException(
          "Supertable "
              + Sql.quote(database, supertable)
              + " does not exist. Create it with \""
              + statement
              + "\" and restart the task, or set "
              + rules.howToCreate());
    }
    LOG.info("Creating supertable: {}", statement);
    link.connection().execute(statement);
    forget(database, supertable);
    return find(database, supertable).orElseThrow(() -> notThereYet(statement));
  }

  private Target change(String database, String supertable, Needs needs, List<String> changes) {
    if (!rules.change()) {
      throw new ConnectException(
          "Supertable "
              + Sql.quote(database, supertable)
              + " is not fit for the points. Change it with \""
              + String.join("; ", changes)
              + "\" and restart the task, or set "
              + rules.howToChange());
    }
    TDengineException failure = null;
    for (String statement : changes) {
      LOG.info("Changing supertable: {}", statement);
      try {
        link.connection().execute(statement);
      } catch (TDengineException e) {
        if (e.action() == ErrorAction.RECONNECT) {
          throw e;
        }
        // Another task may have done the same a moment before.
        failure = e;
      }
    }
    forget(database, supertable);
    link.forgetInserts();
    Target now = find(database, supertable).orElseThrow(() -> notThereYet(changes.get(0)));
    if (needs.areMetBy(now.columns())) {
      return now;
    }
    throw failure == null ? notThereYet(changes.get(0)) : failure;
  }

  private void forget(String database, String supertable) {
    known.remove(Sql.quote(database, supertable));
  }

  /** Forgets everything, so that tables are looked at again. */
  void refresh() {
    known.clear();
  }

  /** What was made may take a moment to be seen (errors.md, section 4). */
  private static TDengineException notThereYet(String statement) {
    return new OperationalException(
        "the effect of " + statement + " cannot be seen yet",
        TDengineException.CLIENT_SIDE,
        0,
        ErrorAction.RETRY,
        null);
  }
}
