package io.taosbridge.client.error;

/** Which exception an error becomes. */
enum ErrorKind {
  INTERFACE,
  CONNECTION,
  DATABASE,
  OPERATIONAL,
  PROGRAMMING,
  STATEMENT,
  RESULT,
  SCHEMALESS,
  SUBSCRIPTION;

  TDengineException make(String message, int code, long requestId, ErrorAction action) {
    return switch (this) {
      case INTERFACE -> new InterfaceException(message, code, requestId, action, null);
      case CONNECTION -> new ConnectionException(message, code, requestId, action, null);
      case DATABASE -> new DatabaseException(message, code, requestId, action, null);
      case OPERATIONAL -> new OperationalException(message, code, requestId, action, null);
      case PROGRAMMING -> new ProgrammingException(message, code, requestId, action, null);
      case STATEMENT -> new StatementException(message, code, requestId, action, null);
      case RESULT -> new ResultException(message, code, requestId, action, null);
      case SCHEMALESS -> new SchemalessException(message, code, requestId, action, null);
      case SUBSCRIPTION -> new SubscriptionException(message, code, requestId, action, null);
    };
  }
}
