package io.taosbridge.sink.config;

/** How rows get to the server. */
public enum WriteMethod {
  /** Values are bound to a prepared insert. */
  STMT2("stmt2"),
  /** Text in one of the schemaless protocols is handed to the server as it is. */
  SCHEMALESS("schemaless"),
  /** Values are written out in the text of an insert. */
  SQL("sql");

  private final String symbol;

  WriteMethod(String symbol) {
    this.symbol = symbol;
  }

  /** The name used in configurations. */
  String symbol() {
    return symbol;
  }

  /**
   * @throws IllegalArgumentException if no method has this name
   */
  static WriteMethod ofSymbol(String symbol) {
    for (WriteMethod method : values()) {
      if (method.symbol.equals(symbol)) {
        return method;
      }
    }
    throw new IllegalArgumentException(
        "unknown write method \"" + symbol + "\", expected stmt2, schemaless or sql");
  }
}
