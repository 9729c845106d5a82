package io.taosbridge.embedded.server;

import static java.util.Map.entry;

import io.taosbridge.embedded.fault.FaultPlan;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * A socket of {@code /ws}: the table of its actions (websocket.md, sections 4 and 5). Requests of
 * one socket are carried out in order, though the real adapter promises none.
 */
public final class WsSession implements SocketSession {

  private static final int BINARY_HEADER_LENGTH = 24;

  /** Carries a text action out. */
  private interface TextHandler {
    void handle(Args args, Exchange exchange);
  }

  /** Carries a binary action out; position of {@code data} is after the header. */
  private interface BinaryHandler {
    void handle(long id, ByteBuffer data, Exchange exchange);
  }

  /**
   * @param label what the adapter calls the request when it cannot read its arguments
   */
  private record TextAction(String label, boolean connected, TextHandler handler) {}

  private record BinaryAction(String name, BinaryHandler handler) {}

  private final Connection connection;
  private final Results results;
  private final Statements openStatements;
  private final ActionRunner runner;
  private final SerialExecutor serial;
  private final String version;
  private final Map<String, TextAction> textActions;
  private final Map<Long, BinaryAction> binaryActions;

  /**
   * @param byCloud whether the socket came with {@code ?token=}
   */
  public WsSession(
      Tokens tokens,
      boolean byCloud,
      Census census,
      FaultPlan faults,
      String version,
      Peer peer,
      Executor pool) {
    this.version = version;
    connection = new Connection(tokens.engine());
    runner = new ActionRunner(peer, faults);
    serial = new SerialExecutor(pool);
    results = new Results(census.results());
    ConnectionActions connecting = new ConnectionActions(connection, tokens, byCloud, version);
    QueryActions queries = new QueryActions(connection, results);
    SchemalessActions schemaless = new SchemalessActions(connection);
    openStatements = new Statements(census.statements());
    StatementActions statements = new StatementActions(connection, results, openStatements);
    RawWriteActions raw = new RawWriteActions(connection);
    ReplicationActions replicated = new ReplicationActions(connection);
    LegacyStatementActions legacy = new LegacyStatementActions(connection, results, openStatements);
    textActions = new HashMap<>();
    textActions.put("conn", new TextAction("connect", false, connecting::connect));
    textActions.put(
        "check_server_status",
        new TextAction("check server status", false, connecting::checkServerStatus));
    connected("get_current_db", "get current db", connecting::currentDatabase);
    connected("get_server_info", "get server info", connecting::serverInfo);
    connected("options_connection", "options connection", connecting::options);
    connected("query", "query", queries::query);
    connected("fetch", "fetch", queries::fetch);
    connected("fetch_block", "fetch block", queries::fetchBlock);
    connected("free_result", "free result", queries::freeResult);
    connected("num_fields", "num fields", queries::numFields);
    connected("insert", "schemaless insert", schemaless::insert);
    connected("stmt2_init", "stmt2 init", statements::init);
    connected("stmt2_prepare", "stmt2 prepare", statements::prepare);
    connected("stmt2_exec", "stmt2 exec", statements::execute);
    connected("stmt2_result", "stmt2 result", statements::result);
    connected("stmt2_close", "stmt2 close", statements::close);
    connected("init", "stmt init", legacy::init);
    connected("prepare", "stmt prepare", legacy::prepare);
    connected("set_table_name", "stmt set table name", legacy::setTableName);
    connected("set_tags", "stmt set tags", legacy::setTags);
    connected("bind", "stmt bind", legacy::bind);
    connected("add_batch", "stmt add batch", legacy::addBatch);
    connected("exec", "stmt exec", legacy::execute);
    connected("close", "stmt close", legacy::close);
    connected("get_tag_fields", "stmt get tag fields", legacy::tagFields);
    connected("get_col_fields", "stmt get col fields", legacy::columnFields);
    connected("use_result", "stmt use result", legacy::useResult);
    connected("stmt_num_params", "stmt num params", legacy::parameterCount);
    connected("stmt_get_param", "stmt get param", legacy::parameter);
    binaryActions =
        Map.ofEntries(
            entry(1L, new BinaryAction("set_tags", legacy::setTagsOfBlock)),
            entry(2L, new BinaryAction("bind", legacy::bindBlock)),
            entry(3L, new BinaryAction("write_raw", replicated::write)),
            entry(4L, new BinaryAction("write_raw_block", raw::block)),
            entry(5L, new BinaryAction("write_raw_block_with_fields", raw::blockWithFields)),
            entry(6L, new BinaryAction("binary_query", queries::binaryQuery)),
            entry(7L, new BinaryAction("fetch_raw_block", queries::fetchRawBlock)),
            entry(9L, new BinaryAction("stmt2_bind", statements::bind)),
            entry(10L, new BinaryAction("validate_sql", queries::validate)));
  }

  private void connected(String action, String label, TextHandler handler) {
    textActions.put(action, new TextAction(label, true, handler));
  }

  @Override
  public void onText(String text) {
    serial.execute(() -> text(text));
  }

  private void text(String text) {
    TextRequest request;
    try {
      request = TextRequest.parse(text);
    } catch (ProtocolException e) {
      runner.run("", 0, null, exchange -> exchange.error(ProtocolException.CODE, e.getMessage()));
      return;
    }
    if (request.action().equals("version")) {
      version(request);
      return;
    }
    TextAction action =
        textActions.getOrDefault(
            request.action(), new TextAction(null, true, WsSession::unknownAction));
    runner.run(
        request.action(),
        request.requestId(),
        action.label(),
        exchange -> {
          if (action.connected()) {
            connection.checkOpen();
          }
          Args args = action.label() == null ? Args.NONE : request.requiredArgs();
          action.handler().handle(args, exchange);
        });
  }

  private static void unknownAction(Args args, Exchange exchange) {
    throw new ProtocolException("unknown action " + exchange.action());
  }

  private void version(TextRequest request) {
    runner.run(
        request.action(),
        request.requestId(),
        "version",
        exchange -> {
          request.optionalArgs();
          exchange.reply(node -> node.put("version", version));
        });
  }

  @Override
  public void onBinary(ByteBuffer message) {
    serial.execute(() -> binary(message));
  }

  /** Shorter frames are undefined on a real adapter; here they are dropped. */
  private void binary(ByteBuffer message) {
    if (message.remaining() < BINARY_HEADER_LENGTH) {
      return;
    }
    long requestId = message.getLong();
    long id = message.getLong();
    long number = message.getLong();
    BinaryAction action = binaryActions.get(number);
    String name = action == null ? "unknown" : action.name();
    runner.run(
        name,
        requestId,
        null,
        exchange -> {
          connection.checkOpen();
          if (action == null) {
            throw new ProtocolException("unknown binary action " + Long.toUnsignedString(number));
          }
          action.handler().handle(id, message, exchange);
        });
  }

  @Override
  public void onClose() {
    serial.execute(
        () -> {
          openStatements.clear();
          results.freeAll();
          connection.close();
        });
  }
}
