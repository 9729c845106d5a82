package io.taosbridge.client.error;

/** A schemaless write was refused. */
public final class SchemalessException extends TDengineException {

  public SchemalessException(
      String message, int code, long requestId, ErrorAction action, Throwable cause) {
    super(message, code, requestId, action, cause);
  }
}
