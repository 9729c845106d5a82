package io.taosbridge.client.pool;

import io.taosbridge.client.Connection;
import io.taosbridge.client.error.TDengineException;
import java.util.function.Supplier;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.PooledObjectState;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the pool makes, checks and closes its connections. */
final class PooledConnections extends BasePooledObjectFactory<Connection> {

  private static final Logger LOG = LoggerFactory.getLogger(PooledConnections.class);

  private final Supplier<Connection> connect;

  PooledConnections(Supplier<Connection> connect) {
    this.connect = connect;
  }

  @Override
  public Connection create() {
    return connect.get();
  }

  @Override
  public PooledObject<Connection> wrap(Connection connection) {
    return new DefaultPooledObject<>(connection);
  }

  @Override
  public boolean validateObject(PooledObject<Connection> pooled) {
    Connection connection = pooled.getObject();
    if (!connection.isOpen()) {
      return false;
    }
    if (pooled.getBorrowedCount() == 1 && pooled.getState() == PooledObjectState.ALLOCATED) {
      return true; // just made
    }
    try {
      connection.ping();
      return true;
    } catch (TDengineException e) {
      LOG.debug("a connection of the pool gives no sign of life", e);
      return false;
    }
  }

  @Override
  public void destroyObject(PooledObject<Connection> pooled) {
    pooled.getObject().close();
  }
}
