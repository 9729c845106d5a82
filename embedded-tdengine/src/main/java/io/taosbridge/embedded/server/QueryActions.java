package io.taosbridge.embedded.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.embedded.engine.EngineException;
import io.taosbridge.embedded.engine.ResultField;
import io.taosbridge.embedded.engine.SqlResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Queries and the two ways to read their results (websocket.md, sections 4 and 5). */
final class QueryActions {

  private static final int NEGATIVE = 0x8000_0000;
  private static final int SQL_PREFIX_LENGTH = 6;

  private final Connection connection;
  private final Results results;

  QueryActions(Connection connection, Results results) {
    this.connection = connection;
    this.results = results;
  }

  void query(Args args, Exchange exchange) {
    execute(args.text("sql"), exchange);
  }

  void binaryQuery(long unused, ByteBuffer data, Exchange exchange) {
    execute(sql(data, "binary query"), exchange);
  }

  private void execute(String sql, Exchange exchange) {
    SqlResult result = connection.execute(sql);
    if (result instanceof SqlResult.Rows rows) {
      long id = results.add(new OpenResult(rows));
      exchange.reply(
          node -> {
            node.put("id", id).put("is_update", false).put("affected_rows", 0);
            OpenResult.describe(node, rows, Widths::declared);
          });
    } else {
      long affected = ((SqlResult.Update) result).affectedRows();
      exchange.reply(node -> describeUpdate(node, affected));
    }
  }

  private static void describeUpdate(ObjectNode node, long affected) {
    node.put("id", 0).put("is_update", true).put("affected_rows", affected);
    node.put("fields_count", 0);
    node.putNull("fields_names").putNull("fields_types").putNull("fields_lengths");
    node.put("precision", 0);
    node.putNull("fields_precisions").putNull("fields_scales");
  }

  void validate(long unused, ByteBuffer data, Exchange exchange) {
    String sql = sql(data, "validate sql");
    long code = 0;
    try {
      connection.engine().validate(connection.session(), sql.strip());
    } catch (EngineException e) {
      code = e.code() | NEGATIVE;
    }
    long result = code;
    exchange.reply(node -> node.put("result_code", result));
  }

  /** The SQL of a binary request; bytes after it do not count. */
  private static String sql(ByteBuffer data, String what) {
    if (data.remaining() <= SQL_PREFIX_LENGTH) {
      throw new ProtocolException("message length is too short");
    }
    int version = Short.toUnsignedInt(data.getShort());
    if (version != 1) {
      throw new ProtocolException("unknown " + what + " version:" + version);
    }
    long length = Integer.toUnsignedLong(data.getInt());
    if (length > data.remaining()) {
      throw new ProtocolException(
          "uncompleted message, sql length:"
              + length
              + ", remainMessageLength:"
              + data.remaining());
    }
    byte[] sql = new byte[(int) length];
    data.get(sql);
    return new String(sql, StandardCharsets.UTF_8);
  }

  void fetch(Args args, Exchange exchange) {
    long id = args.u64("id");
    OpenResult result = results.get(id);
    boolean more = result.advance();
    if (!more) {
      results.free(id);
    }
    exchange.reply(
        node -> {
          node.put("id", id).put("completed", !more);
          if (more) {
            ArrayNode lengths = node.putArray("lengths");
            for (ResultField field : result.fields()) {
              lengths.add(Widths.fetched(field.type()));
            }
          } else {
            node.putNull("lengths");
          }
          node.put("rows", result.blockRows());
        });
  }

  void fetchBlock(Args args, Exchange exchange) {
    long id = args.u64("id");
    ByteBuffer block = results.get(id).block();
    if (block == null) {
      throw new ProtocolException("block is nil");
    }
    ByteBuffer head = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(exchange.timing()).putLong(id).flip();
    exchange.reply(head, block);
  }

  void fetchRawBlock(long id, ByteBuffer data, Exchange exchange) {
    exchange.errorsAs(
        (code, message) ->
            exchange.reply(
                MarkedFrame.begin(MarkedFrame.FETCH_RAW_BLOCK, exchange, code, message, id, 1)
                    .put((byte) 1)
                    .flip()));
    if (data.remaining() < Short.BYTES) {
      throw new ProtocolException("message length is too short");
    }
    if (data.getShort() != 1) {
      throw new ProtocolException("unknown fetch raw block version");
    }
    OpenResult result = results.get(id);
    if (result.advance()) {
      ByteBuffer block = result.block();
      ByteBuffer head =
          MarkedFrame.begin(MarkedFrame.FETCH_RAW_BLOCK, exchange, 0, "", id, 1 + Integer.BYTES);
      exchange.reply(head.put((byte) 0).putInt(block.remaining()).flip(), block);
      result.prepare();
    } else {
      results.free(id);
      exchange.reply(
          MarkedFrame.begin(MarkedFrame.FETCH_RAW_BLOCK, exchange, 0, "", id, 1)
              .put((byte) 1)
              .flip());
    }
  }

  /** Never answered, not even with an error. */
  void freeResult(Args args, Exchange exchange) {
    results.free(args.u64("id"));
  }

  void numFields(Args args, Exchange exchange) {
    int count = results.get(args.u64("result_id")).fields().size();
    exchange.reply(node -> node.put("num_fields", count));
  }
}
