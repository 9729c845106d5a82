package io.taosbridge.embedded.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.taosbridge.embedded.engine.BindField;
import io.taosbridge.embedded.engine.BoundColumn;
import io.taosbridge.embedded.engine.SqlResult.Rows;
import java.nio.ByteBuffer;
import java.util.List;

/** The actions of STMT, the predecessor of STMT2, on {@code /ws} (stmt2.md, section 8). */
final class LegacyStatementActions {

  private final Connection connection;
  private final Results results;
  private final Statements statements;

  LegacyStatementActions(Connection connection, Results results, Statements statements) {
    this.connection = connection;
    this.results = results;
    this.statements = statements;
  }

  void init(Args args, Exchange exchange) {
    long id = statements.add(new LegacyStatement(connection.engine(), connection.session()));
    exchange.reply(node -> node.put("stmt_id", id));
  }

  void prepare(Args args, Exchange exchange) {
    String sql = args.text("sql");
    boolean insert = statement(args, exchange).prepare(sql);
    exchange.reply(node -> node.put("is_insert", insert));
  }

  void setTableName(Args args, Exchange exchange) {
    String name = args.text("name");
    statement(args, exchange).setTableName(name);
    exchange.reply();
  }

  void tagFields(Args args, Exchange exchange) {
    describe(statement(args, exchange).tagFields(), exchange);
  }

  void columnFields(Args args, Exchange exchange) {
    describe(statement(args, exchange).columnFields(), exchange);
  }

  private static void describe(List<BindField> fields, Exchange exchange) {
    exchange.reply(
        node -> {
          if (fields.isEmpty()) {
            return;
          }
          ArrayNode array = node.putArray("fields");
          for (BindField field : fields) {
            array
                .addObject()
                .put("name", field.name())
                .put("field_type", field.type().type().code())
                .put("precision", field.precision() == null ? 0 : field.precision().code())
                .put("scale", 0)
                .put("bytes", Widths.stored(field.type()));
          }
        });
  }

  void setTags(Args args, Exchange exchange) {
    LegacyStatement statement = statement(args, exchange);
    List<BindField> fields = statement.tagFields();
    if (!fields.isEmpty()) {
      statement.setTags(LegacyValues.tags(args.json("tags"), fields));
    }
    exchange.reply();
  }

  void setTagsOfBlock(long id, ByteBuffer data, Exchange exchange) {
    LegacyStatement statement = statement(id, exchange);
    List<BindField> fields = statement.tagFields();
    if (!fields.isEmpty()) {
      List<BoundColumn> values = LegacyValues.block(data);
      if (values.size() != fields.size()) {
        throw new ProtocolException("stmt tags count not match");
      }
      statement.setTags(values);
    }
    exchange.reply();
  }

  void bind(Args args, Exchange exchange) {
    LegacyStatement statement = statement(args, exchange);
    statement.bind(LegacyValues.columns(args.json("columns"), statement.columnFields()));
    exchange.reply();
  }

  void bindBlock(long id, ByteBuffer data, Exchange exchange) {
    LegacyStatement statement = statement(id, exchange);
    List<BoundColumn> columns = LegacyValues.block(data);
    if (statement.isInsert() && columns.size() != statement.columnFields().size()) {
      throw new ProtocolException("stmt column count not match");
    }
    statement.bind(columns);
    exchange.reply();
  }

  void addBatch(Args args, Exchange exchange) {
    statement(args, exchange).addBatch();
    exchange.reply();
  }

  void execute(Args args, Exchange exchange) {
    long affected = statement(args, exchange).execute();
    exchange.reply(node -> node.put("affected", affected));
  }

  void useResult(Args args, Exchange exchange) {
    Rows rows = statement(args, exchange).result();
    long id = results.add(new OpenResult(rows));
    exchange.reply(
        node -> {
          node.put("result_id", id);
          OpenResult.describe(node, rows, Widths::stored);
        });
  }

  void parameterCount(Args args, Exchange exchange) {
    int count = statement(args, exchange).parameterCount();
    exchange.reply(node -> node.put("num_params", count));
  }

  void parameter(Args args, Exchange exchange) {
    int index = args.i32("index");
    BindField field = statement(args, exchange).parameter(index);
    exchange.reply(
        node ->
            node.put("index", index)
                .put("data_type", field.type().type().code())
                .put("length", Widths.stored(field.type())));
  }

  /** Only errors are answered. */
  void close(Args args, Exchange exchange) {
    long id = args.u64("stmt_id");
    exchange.echo("stmt_id", id);
    statements.closeLegacy(id);
  }

  private LegacyStatement statement(Args args, Exchange exchange) {
    return statement(args.u64("stmt_id"), exchange);
  }

  private LegacyStatement statement(long id, Exchange exchange) {
    exchange.echo("stmt_id", id);
    return statements.getLegacy(id);
  }
}
