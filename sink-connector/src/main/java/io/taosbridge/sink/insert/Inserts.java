package io.taosbridge.sink.insert;

import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.sink.config.WriteMethod;
import io.taosbridge.sink.plan.WritePlan;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses how the rows of a plan are written. */
public final class Inserts {

  private static final Logger LOG = LoggerFactory.getLogger(Inserts.class);

  private static final int MAX_REMEMBERED = 1_000;

  private final WriteMethod method;
  private final Session session;
  private final Optional<ReplicatedTables> replicated;
  private final Set<String> unbindable = new HashSet<>();

  public Inserts(WriteMethod method, Session session) {
    this(method, session, Optional.empty());
  }

  private Inserts(WriteMethod method, Session session, Optional<ReplicatedTables> replicated) {
    this.method = method;
    this.session = session;
    this.replicated = replicated;
  }

  /** Rows that are written with the mark of replication. */
  public static Inserts replicating(Session session) {
    return new Inserts(
        WriteMethod.STMT2, session, Optional.of(new ReplicatedTables(session::connection)));
  }

  /**
   * @throws TDengineException if the server cannot take rows now
   * @throws ConnectException if it refuses the insert as such
   */
  public Insert of(WritePlan plan) {
    if (replicated.isPresent()) {
      return new ReplicatedInsert(
          plan, session.connectionTo(plan.stable().database()), replicated.get());
    }
    if (method == WriteMethod.SQL || plan.stable().normal() || !plan.bindable()) {
      return sql(plan);
    }
    try {
      return new BoundInsert(plan, session.insert(plan.insertSql()));
    } catch (InterfaceException e) {
      // The client refuses what the server would store as nonsense: DECIMALs by an old library.
      if (!plan.hasDecimals()) {
        throw e;
      }
      LOG.info("Writing {} by SQL: {}", plan.stable(), e.getMessage());
      if (unbindable.size() >= MAX_REMEMBERED) {
        unbindable.clear();
      }
      unbindable.add(plan.insertSql());
      return sql(plan);
    } catch (TDengineException e) {
      // Only values can make a record bad, and there are none in it yet.
      if (e.action() == ErrorAction.BAD_RECORD) {
        throw new ConnectException(
            "TDengine refuses to prepare \"" + plan.insertSql() + "\": " + e.getMessage(), e);
      }
      throw e;
    }
  }

  private Insert sql(WritePlan plan) {
    return new SqlInsert(plan, statement -> session.connection().execute(statement));
  }
}
