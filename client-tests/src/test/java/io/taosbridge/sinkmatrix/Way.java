package io.taosbridge.sinkmatrix;

import io.taosbridge.client.ConnectionOptions.Transport;
import java.util.Arrays;
import java.util.List;

/** A write method over a transport. */
record Way(Method method, Transport transport) {

  /** The values of {@code write.method}. */
  enum Method {
    STMT2("stmt2"),
    SQL("sql"),
    SCHEMALESS("schemaless");

    private final String symbol;

    Method(String symbol) {
      this.symbol = symbol;
    }

    String symbol() {
      return symbol;
    }
  }

  /** Every pair, be it possible or not. */
  static List<Way> all() {
    return Arrays.stream(Method.values())
        .flatMap(
            method ->
                Arrays.stream(Transport.values()).map(transport -> new Way(method, transport)))
        .toList();
  }

  /** Whether records of a kind can be written so. */
  boolean takes(boolean text) {
    return switch (method) {
      case STMT2 -> transport != Transport.REST;
      case SQL -> !text;
      case SCHEMALESS -> text;
    };
  }

  /** What a refusal of this pair must name: a method or kind of URL that works instead. */
  List<String> alternatives(boolean text) {
    return switch (method) {
      case STMT2 -> List.of(text ? "schemaless" : "sql", "ws://", "taos://");
      case SQL -> List.of("stmt2", "schemaless");
      case SCHEMALESS -> List.of("input.format", "stmt2", "sql");
    };
  }

  @Override
  public String toString() {
    return method.symbol
        + " "
        + switch (transport) {
          case WEBSOCKET -> "WebSocket";
          case REST -> "REST";
          case NATIVE -> "native";
        };
  }
}
