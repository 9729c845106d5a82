package io.taosbridge.embedded.server;

import java.util.concurrent.atomic.AtomicInteger;

/** The statements of one socket, numbered from 1, STMT2's and those of the older STMT together. */
final class Statements {

  private final Held<Object> open;

  /**
   * @param total counts the open statements of all sockets
   */
  Statements(AtomicInteger total) {
    open = new Held<>(total);
  }

  long add(Statement statement) {
    return open.add(statement);
  }

  long add(LegacyStatement statement) {
    return open.add(statement);
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

  void clear() {
    open.clear();
  }
}
