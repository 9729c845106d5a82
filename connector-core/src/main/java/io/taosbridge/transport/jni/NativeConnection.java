package io.taosbridge.transport.jni;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.client.LegacyStatement;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.ReplicatedRows;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.SchemalessProtocol;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.transport.ExecuteMany;
import io.taosbridge.transport.Failover;
import io.taosbridge.transport.ReplicationMessage;
import io.taosbridge.transport.ServerVersion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection by TDengine's client library (native.md). Connecting is bound by the library's own
 * timeouts, in {@code taos.cfg}. Waiting for a call ends by the read timeout, by cancelling its
 * result or by closing the connection; what the library was told to do goes on to its end, and what
 * the call gives then is freed.
 */
public final class NativeConnection implements Connection {

  private static final Pattern VERSION = Pattern.compile("(?:ver:)?(\\S+)");
  private static final int NAME_BYTES = 1024;

  private final Libtaos library;
  private final ConnectionApi api;
  private final Handle handle;
  private final String serverVersion;

  private NativeConnection(Libtaos library, Handle handle, String serverVersion) {
    this.library = library;
    this.api = library.connections();
    this.handle = handle;
    this.serverVersion = serverVersion;
  }

  /** Loads the library if this was not done yet, and logs in at one of the hosts. */
  public static NativeConnection open(ConnectionOptions options) {
    if (!options.bearerToken().isEmpty()) {
      throw Errors.invalid(
          "a native connection cannot be made by bearer_token: use ws:// or wss://");
    }
    Libtaos library = libraryFor(options);
    return Failover.connect(options, endpoint -> open(library, endpoint, options));
  }

  /**
   * The library, if it can connect with these options.
   *
   * @throws io.taosbridge.client.error.InterfaceException naming the options it lacks, or saying
   *     why there is no library
   */
  static Libtaos libraryFor(ConnectionOptions options) {
    if (!options.token().isEmpty() || options.compression()) {
      throw Errors.invalid(
          "the native transport has no options token and compression: use ws:// or wss://");
    }
    return Libtaos.load(options.config());
  }

  private static NativeConnection open(
      Libtaos library, Endpoint endpoint, ConnectionOptions options) {
    ConnectionApi api = library.connections();
    Pointer connection =
        api.taos_connect(
            Failure.text(endpoint.host(), "host"),
            Failure.text(options.user(), "user"),
            Failure.text(options.password(), "password"),
            options.database().isEmpty() ? null : Failure.text(options.database(), "database"),
            endpoint.port());
    if (connection == null) {
      throw Failure.of(
          api,
          null,
          0,
          Context.CONNECTION,
          "cannot log in to " + endpoint + " as \"" + options.user() + "\"");
    }
    Handle handle =
        Handle.of(
            "connection to " + endpoint,
            new Calls(options.readTimeout()),
            connection,
            api::taos_close);
    try {
      if (!options.timezone().isEmpty()) {
        setTimezone(library, handle, options.timezone());
      }
      String version = version(handle.call(api::taos_get_server_info));
      return new NativeConnection(
          library, handle, ServerVersion.require(version, endpoint.toString()));
    } catch (RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  private static void setTimezone(Libtaos library, Handle handle, String timezone) {
    OptionsApi options = library.options();
    handle.call(
        connection -> {
          if (options.taos_options_connection(connection, OptionsApi.TIMEZONE, timezone) != 0) {
            throw Failure.of(
                library.connections(), null, 0, Context.CONNECTION, "cannot set timezone");
          }
          return null;
        });
  }

  /** Of texts such as {@code ver:3.3.7.5} with other lines behind it. */
  static String version(String info) {
    Matcher matcher = VERSION.matcher(info == null ? "" : info.strip());
    return matcher.lookingAt() ? matcher.group(1) : "";
  }

  @Override
  public String serverVersion() {
    return serverVersion;
  }

  @Override
  public String clientVersion() {
    return version(api.taos_get_client_info());
  }

  @Override
  public Optional<String> currentDatabase() {
    String name = handle.call(this::currentDatabase);
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  private String currentDatabase(Pointer connection) {
    try (Memory memory = new Memory(NAME_BYTES + Integer.BYTES)) {
      Pointer required = memory.share(NAME_BYTES);
      if (api.taos_get_current_db(connection, memory, NAME_BYTES, required) != 0) {
        throw Failure.of(api, null, 0, Context.QUERY, "cannot ask for the database");
      }
      return memory.getString(0, StandardCharsets.UTF_8.name());
    }
  }

  /** Asks for the databases, which no one but the server knows; see the WebSocket transport. */
  @Override
  public void ping() {
    query("show databases").fetchAll();
  }

  @Override
  public long execute(String sql, long requestId) {
    return handle.call(
        connection -> {
          Handle result = run(connection, sql, requestId);
          try {
            return result.callAlone(
                rows -> {
                  if (api.taos_is_update_query(rows) == 0) {
                    throw Errors.misuse("the statement returns rows: run it with query()");
                  }
                  return api.taos_affected_rows64(rows);
                });
          } finally {
            result.close();
          }
        });
  }

  @Override
  public QueryResult query(String sql, long requestId) {
    return handle.call(
        connection -> {
          Handle result = run(connection, sql, requestId);
          if (result.callAlone(api::taos_is_update_query) != 0) {
            result.close();
            throw Errors.misuse(
                "the statement returned no rows, it was executed: use execute() for it");
          }
          return NativeResult.of(api, result, requestId);
        });
  }

  private Handle run(Pointer connection, String sql, long requestId) {
    if (sql.isBlank()) {
      throw Errors.misuse("the statement is empty");
    }
    if (requestId == 0) {
      throw Errors.misuse("a request id must not be 0");
    }
    return result(
        api.taos_query_with_reqid(connection, Failure.text(sql, "statement"), requestId),
        requestId,
        Context.QUERY);
  }

  /** Takes charge of what a call returned, unless it failed. */
  private Handle result(Pointer returned, long requestId, Context context) {
    if (returned == null) {
      throw Failure.of(api, null, requestId, context, null);
    }
    Handle result = handle.child("result", returned, api::taos_free_result);
    try {
      result.callAlone(
          rows -> {
            if (api.taos_errno(rows) != 0) {
              throw Failure.of(api, rows, requestId, context, null);
            }
            return null;
          });
    } catch (RuntimeException e) {
      result.close();
      throw e;
    }
    return result;
  }

  @Override
  public Statement prepare(String sql, StatementOptions options) {
    return NativeStatement.prepare(library, handle, new BlobGuard(this::query), sql, options);
  }

  @Override
  public long executeMany(String sql, List<? extends List<?>> rows) {
    return ExecuteMany.run(this, sql, rows);
  }

  @Override
  public LegacyStatement prepareLegacy(String sql) {
    return NativeLegacyStatement.prepare(library, handle, new BlobGuard(this::query), sql);
  }

  @Override
  public long insert(SchemalessBatch batch) {
    SchemalessApi schemaless = library.schemaless();
    byte[] text = batch.text().getBytes(StandardCharsets.UTF_8);
    String key = Failure.text(batch.tableNameKey(), "name of the table name key");
    boolean timed = batch.protocol() == SchemalessProtocol.LINE; // others tell the unit themselves
    return handle.call(
        connection -> {
          try (Memory memory = new Memory(Long.BYTES + (long) text.length + 1)) {
            memory.write(Long.BYTES, text, 0, text.length);
            // The library looks for the end of a number beyond the length it is told.
            memory.setByte(Long.BYTES + (long) text.length, (byte) 0);
            Pointer returned =
                schemaless.taos_schemaless_insert_raw_ttl_with_reqid_tbname_key(
                    connection,
                    memory.share(Long.BYTES),
                    text.length,
                    memory, // where the library counts rows
                    batch.protocol().code(),
                    timed ? batch.precision().code() : 0,
                    batch.ttlDays(),
                    batch.requestId(),
                    key.isEmpty() ? null : key);
            Handle result = result(returned, batch.requestId(), Context.SCHEMALESS);
            try {
              return result.callAlone(api::taos_affected_rows64);
            } finally {
              result.close();
            }
          }
        });
  }

  @Override
  public void replicate(List<ReplicatedRows> tables) {
    if (!tables.isEmpty()) {
      write(ReplicationMessage.rows(tables));
    }
  }

  @Override
  public void replicateDelete(String table, String timeColumn, long first, long last) {
    write(ReplicationMessage.delete(table, timeColumn, first, last));
  }

  private void write(ReplicationMessage message) {
    RawWriteApi raw = library.rawWriting();
    ByteBuffer payload = message.payload();
    handle.call(
        connection -> {
          try (Memory memory = new Memory(payload.remaining())) {
            memory.write(0, payload.array(), payload.arrayOffset(), payload.remaining());
            TmqRawApi.RawData.ByValue data = new TmqRawApi.RawData.ByValue();
            data.raw = memory;
            data.length = payload.remaining();
            data.type = (short) message.type();
            int code = raw.tmq_write_raw(connection, data);
            if (code != 0) {
              throw Errors.of(code, api.taos_errstr(null), 0, Context.STATEMENT);
            }
            return null;
          }
        });
  }

  @Override
  public boolean isOpen() {
    return handle.isOpen();
  }

  @Override
  public void close() {
    handle.close();
  }
}
