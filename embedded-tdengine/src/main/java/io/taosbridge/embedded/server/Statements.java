package io.taosbridge.embedded.server;

import java.util.HashMap;
import java.util.Map;

/** The statements of one socket, numbered from 1, STMT2's and those of the older STMT together. */
final class Statements {

  private final Map<Long, Object> open = new HashMap<>();
  private long lastId;

  long add(Statement statement) {
    return put(statement);
  }

  long add(LegacyStatement statement) {
    return put(statement);
  }

  private long put(Object statement) {
    lastId++;
    open.put(lastId, statement);
    return lastId;
  }

  /**
   * @throws ProtocolException if this is no open statement of STMT2
   */
  Statement get(long id) {
    if (open.get(id) instanceof Statement statement) {
      return statement;
    }
    throw new ProtocolException("stmt2 is nil");
  }

  /**
   * @throws ProtocolException if this is no open statement of the older STMT
   */
  LegacyStatement getLegacy(long id) {
    if (open.get(id) instanceof LegacyStatement statement) {
      return statement;
    }
    throw new ProtocolException("stmt is nil");
  }

  /**
   * Closing what is not there succeeds.
   *
   * @throws ProtocolException if the statement is one of the older STMT
   */
  void close(long id) {
    close(id, Statement.class);
  }

  /**
   * Closing what is not there succeeds.
   *
   * @throws ProtocolException if the statement is one of STMT2
   */
  void closeLegacy(long id) {
    close(id, LegacyStatement.class);
  }

  private void close(long id, Class<?> kind) {
    Object statement = open.get(id);
    if (statement != null && !kind.isInstance(statement)) {
      throw new ProtocolException("stmt type not match");
    }
    open.remove(id);
  }
}
