package io.taosbridge.embedded.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.taosbridge.embedded.engine.BindField;
import io.taosbridge.embedded.engine.Prepared;
import io.taosbridge.embedded.engine.PreparedInsert;
import io.taosbridge.embedded.engine.PreparedQuery;
import io.taosbridge.embedded.engine.SqlResult.Rows;
import java.nio.ByteBuffer;
import java.util.List;

/** The stmt2 actions of {@code /ws} (stmt2.md). */
final class StatementActions {

  private static final int BIND_PREFIX_LENGTH = 6;
  private static final int TABLE_NAME_BYTES = 271;

  private final Connection connection;
  private final Results results;
  private final Statements statements;

  StatementActions(Connection connection, Results results, Statements statements) {
    this.connection = connection;
    this.results = results;
    this.statements = statements;
  }

  void init(Args args, Exchange exchange) {
    boolean interlace = args.bool("single_stb_insert") && args.bool("single_table_bind_once");
    long id = statements.add(new Statement(connection.engine(), connection.session(), interlace));
    exchange.reply(node -> node.put("stmt_id", id));
  }

  void prepare(Args args, Exchange exchange) {
    String sql = args.text("sql");
    boolean getFields = args.bool("get_fields");
    Prepared prepared = statement(args.u64("stmt_id"), exchange).prepare(sql);
    if (prepared instanceof PreparedInsert insert) {
      List<BindField> fields = getFields ? insert.fields() : List.of();
      exchange.reply(
          node -> {
            node.put("is_insert", true);
            if (fields.isEmpty()) {
              node.putNull("fields").put("fields_count", 0);
            } else {
              describe(node.putArray("fields"), fields);
              node.put("fields_count", fields.size());
            }
          });
    } else {
      int count = getFields ? ((PreparedQuery) prepared).parameterCount() : 0;
      exchange.reply(
          node -> node.put("is_insert", false).putNull("fields").put("fields_count", count));
    }
  }

  private static void describe(ArrayNode array, List<BindField> fields) {
    for (BindField field : fields) {
      boolean tableName = field.kind() == BindField.Kind.TABLE_NAME;
      array
          .addObject()
          .put("name", field.name())
          .put("field_type", field.type().type().code())
          .put("precision", field.precision() == null ? 0 : field.precision().code())
          .put("scale", 0)
          .put("bytes", tableName ? TABLE_NAME_BYTES : Widths.stored(field.type()))
          .put("bind_type", field.kind().code());
    }
  }

  void bind(long id, ByteBuffer data, Exchange exchange) {
    exchange.echo("stmt_id", id);
    if (data.remaining() <= BIND_PREFIX_LENGTH) {
      throw new ProtocolException("message length is too short");
    }
    Statement statement = statements.get(id);
    if (data.getShort() != 1) {
      throw new ProtocolException("unknown stmt2 bind version");
    }
    int columnIndex = data.getInt();
    statement.bind(BindPayload.read(data), columnIndex);
    exchange.reply();
  }

  void execute(Args args, Exchange exchange) {
    long affected = statement(args.u64("stmt_id"), exchange).execute();
    exchange.reply(node -> node.put("affected", affected));
  }

  void result(Args args, Exchange exchange) {
    Rows rows = statement(args.u64("stmt_id"), exchange).result();
    long id = results.add(new OpenResult(rows));
    exchange.reply(
        node -> {
          node.put("id", id);
          OpenResult.describe(node, rows, Widths::stored);
        });
  }

  /** Closing what is not there succeeds. */
  void close(Args args, Exchange exchange) {
    long id = args.u64("stmt_id");
    exchange.echo("stmt_id", id);
    statements.close(id);
    exchange.reply();
  }

  private Statement statement(long id, Exchange exchange) {
    exchange.echo("stmt_id", id);
    return statements.get(id);
  }
}
