package io.taosbridge.embedded.server;

import io.taosbridge.embedded.schemaless.SchemalessText;

/** Schemaless text over {@code /ws} (websocket.md, section 4). */
final class SchemalessActions {

  private final Connection connection;

  SchemalessActions(Connection connection) {
    this.connection = connection;
  }

  void insert(Args args, Exchange exchange) {
    int protocol = args.i32("protocol");
    String precision = args.text("precision");
    int ttlDays = args.i32("ttl");
    String data = args.text("data");
    String tableNameKey = args.text("table_name_key");
    if (protocol == 0) {
      throw new ProtocolException("schemaless write protocol is null");
    }
    SchemalessText text = new SchemalessText(protocol, data, precision, tableNameKey);
    long affected = connection.engine().insert(connection.session(), text, ttlDays);
    exchange.reply(node -> node.put("affected_rows", affected).put("total_rows", text.lines()));
  }
}
