package io.taosbridge.transport.rest;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.client.LegacyStatement;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.ReplicatedRows;
import io.taosbridge.client.RequestId;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.error.ErrorAction;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.transport.Failover;
import io.taosbridge.transport.ServerVersion;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests over HTTP (rest.md), each by itself: nothing is lost with a socket, so this stays open
 * until it is closed, and goes to the next host when one cannot be reached.
 *
 * <p>What REST does not tell: NaN and the infinities come as NULL; and when the server fails while
 * it sends rows, taosAdapter ends the reply as if there were no more. WebSocket has neither fault.
 */
public final class RestConnection implements Connection {

  private static final Pattern USE =
      Pattern.compile("\\s*use\\s*(?:`([^`]+)`|\\s(\\w+))\\s*;?\\s*", Pattern.CASE_INSENSITIVE);

  private static final int NO_CONTENT = 204;

  private final ConnectionOptions options;
  private final RestClient client;
  private final RestHosts hosts;
  private final ZoneId zone;
  private volatile String database;
  private String serverVersion;

  private RestConnection(ConnectionOptions options, RestClient client, Endpoint endpoint) {
    this.options = options;
    this.client = client;
    this.hosts = new RestHosts(client, options, endpoint);
    this.zone = options.timezone().isEmpty() ? ZoneOffset.UTC : ZoneId.of(options.timezone());
    this.database = options.database();
  }

  /** Finds a host that takes the login, is new enough, and has the database. */
  public static RestConnection open(ConnectionOptions options) {
    RestClient client = new RestClient(options);
    boolean opened = false;
    try {
      RestConnection connection =
          Failover.connect(
              options, endpoint -> new RestConnection(options, client, endpoint).logIn(endpoint));
      opened = true;
      return connection;
    } finally {
      if (!opened) {
        client.close();
      }
    }
  }

  private RestConnection logIn(Endpoint endpoint) {
    String login =
        options.bearerToken().isEmpty() ? " as \"" + options.user() + "\"" : " by bearer_token";
    String what = "cannot log in to " + endpoint + login;
    Function<RestRequest, SqlReply> post =
        request ->
            SqlReply.open(
                client.post(endpoint, request, options.connectTimeout()),
                zone,
                Context.CONNECTION,
                what);
    SqlReply version = post.apply(sqlRequest("select server_version()", RequestId.next()));
    serverVersion = ServerVersion.require(onlyText(result(version)), endpoint.toString());
    if (!database.isEmpty()) {
      // Asked aloud: taosAdapter does not mind when the database of a path is not there.
      post.apply(sqlRequest("use `" + database + "`", RequestId.next())).affectedRows();
    }
    return this;
  }

  private static String onlyText(QueryResult result) {
    try (result) {
      return result
          .fetchOne()
          .map(row -> row.getString(0))
          .orElseThrow(() -> Errors.unreadable("a query for one value gave none", null));
    }
  }

  @Override
  public String serverVersion() {
    return serverVersion;
  }

  @Override
  public String clientVersion() {
    return onlyText(query("select client_version()"));
  }

  @Override
  public Optional<String> currentDatabase() {
    return database.isEmpty() ? Optional.empty() : Optional.of(database);
  }

  /** Asks for the databases: the answer comes from TDengine, not from taosAdapter alone. */
  @Override
  public void ping() {
    try (QueryResult result = query("show databases")) {
      result.fetchAll();
    }
  }

  /** A USE holds for what follows, although every request has a session of its own. */
  @Override
  public long execute(String sql, long requestId) {
    SqlReply reply = run(sql, requestId);
    if (!reply.isUpdate()) {
      reply.close();
      throw Errors.misuse("the statement returns rows: run it with query()");
    }
    long rows = reply.affectedRows();
    Matcher use = USE.matcher(sql);
    if (use.matches()) {
      database = use.group(1) != null ? use.group(1) : use.group(2).toLowerCase(Locale.ROOT);
    }
    return rows;
  }

  @Override
  public QueryResult query(String sql, long requestId) {
    SqlReply reply = run(sql, requestId);
    if (reply.isUpdate()) {
      reply.close();
      throw Errors.misuse("the statement returned no rows, it was executed: use execute() for it");
    }
    return result(reply);
  }

  private QueryResult result(SqlReply reply) {
    return new RestQueryResult(reply, this::databasePrecision);
  }

  /** Good for results of which no time tells the precision: that of the current database. */
  private Precision databasePrecision() {
    if (database.isEmpty()) {
      return Precision.MILLISECONDS;
    }
    String name = database.replace("'", "\\'");
    try (QueryResult result =
        query(
            "select `precision` from information_schema.ins_databases where name = '"
                + name
                + "'")) {
      return result
          .fetchOne()
          .map(row -> row.getString(0)) // NULL for a database without tables of its own
          .map(Precision::ofSymbol)
          .orElse(Precision.MILLISECONDS);
    }
  }

  private SqlReply run(String sql, long requestId) {
    if (sql.isBlank()) {
      throw Errors.misuse("the statement is empty");
    }
    if (requestId == 0) {
      throw Errors.misuse("a request id must not be 0");
    }
    RestReply reply = hosts.post(sqlRequest(sql, requestId));
    try {
      return SqlReply.open(reply, zone, Context.QUERY, null);
    } catch (TDengineException e) {
      throw failed(reply.endpoint(), e);
    }
  }

  /** An adapter that has lost its cluster, say, is not asked again before the others. */
  private TDengineException failed(Endpoint endpoint, TDengineException e) {
    if (e.action() == ErrorAction.RECONNECT) {
      hosts.avoid(endpoint);
    }
    return e;
  }

  private RestRequest sqlRequest(String sql, long requestId) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("req_id", String.valueOf(requestId));
    if (!options.timezone().isEmpty()) {
      parameters.put("conn_tz", options.timezone());
    }
    String path = database.isEmpty() ? "/rest/sql" : "/rest/sql/" + RestRequest.encode(database);
    return new RestRequest(path, parameters, sql, requestId);
  }

  @Override
  public Statement prepare(String sql, StatementOptions statementOptions) {
    throw notOverRest("prepare statements");
  }

  @Override
  public LegacyStatement prepareLegacy(String sql) {
    throw notOverRest("prepare statements");
  }

  @Override
  public void replicate(List<ReplicatedRows> tables) {
    throw notOverRest("write as replicated");
  }

  @Override
  public void replicateDelete(String table, String timeColumn, long first, long last) {
    throw notOverRest("delete as replicated");
  }

  private static InterfaceException notOverRest(String what) {
    return Errors.invalid(
        "REST cannot " + what + ": use WebSocket (ws://, wss://) or native (taos://)");
  }

  /**
   * Runs as multi-row INSERTs, each below the server's limit of 1 MiB: when one fails, those before
   * it stay. A float that is no number, and a text with the character 0, are refused.
   */
  @Override
  public long executeMany(String sql, List<? extends List<?>> rows) {
    if (rows.isEmpty()) {
      return 0;
    }
    return new MultiRowInsert(sql, rows, this::describe).run(this::execute);
  }

  private TableColumns describe(String table) {
    try (QueryResult described = query("DESCRIBE " + table)) {
      return TableColumns.of(described);
    }
  }

  @Override
  public long insert(SchemalessBatch batch) {
    if (database.isEmpty()) {
      throw Errors.invalid("schemaless text over REST needs a database: name one in the URL");
    }
    RestReply reply = hosts.post(SchemalessRequest.of(batch, database));
    if (reply.status() != NO_CONTENT) {
      throw failed(reply.endpoint(), RestErrors.of(reply, Context.SCHEMALESS, null));
    }
    reply.skip();
    return -1;
  }

  @Override
  public boolean isOpen() {
    return client.isOpen();
  }

  @Override
  public void close() {
    client.close();
  }
}
