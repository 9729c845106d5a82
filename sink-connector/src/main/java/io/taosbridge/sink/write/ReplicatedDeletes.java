package io.taosbridge.sink.write;

import io.taosbridge.client.Connection;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.connect.meta.MetaRange;
import io.taosbridge.sink.meta.EventApplier;
import io.taosbridge.sink.record.BadRecordException;
import java.util.function.Function;

/** Deletes rows with the mark of replication. */
public final class ReplicatedDeletes implements EventApplier.Deletes {

  private final Function<String, Connection> connectionTo;

  /**
   * @param connectionTo gives the open connection to a database
   */
  public ReplicatedDeletes(Function<String, Connection> connectionTo) {
    this.connectionTo = connectionTo;
  }

  @Override
  public void delete(String database, String table, String timeColumn, MetaRange range) {
    try {
      connectionTo.apply(database).replicateDelete(table, timeColumn, range.first(), range.last());
    } catch (InterfaceException e) {
      throw new BadRecordException(e.getMessage(), e);
    } catch (TDengineException e) {
      if (e.action() == ErrorAction.BAD_RECORD) {
        throw new BadRecordException(e.getMessage(), e);
      }
      throw e;
    }
  }
}
