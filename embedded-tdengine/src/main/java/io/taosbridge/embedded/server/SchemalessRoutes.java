package io.taosbridge.embedded.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.taosbridge.embedded.engine.Engine;
import io.taosbridge.embedded.engine.EngineException;
import io.taosbridge.embedded.engine.Session;
import io.taosbridge.embedded.schemaless.SchemalessText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Schemaless text over HTTP (rest.md, section 8). Who writes successfully is told nothing. */
final class SchemalessRoutes {

  private static final String INFLUX = "/influxdb/v1/write";
  private static final String TELNET = "/opentsdb/v1/put/telnet/";
  private static final String JSON = "/opentsdb/v1/put/json/";
  private static final String NO_DATABASE = "db required";

  private final Engine engine;
  private final Tokens tokens;
  private final HttpFaults faults;

  SchemalessRoutes(Engine engine, Tokens tokens, HttpFaults faults) {
    this.engine = engine;
    this.tokens = tokens;
    this.faults = faults;
  }

  /** Empty if the path is none of these. */
  Optional<HttpAnswer> answer(FullHttpRequest request, QueryStringDecoder uri) {
    String path = uri.path();
    if (path.equals(INFLUX)) {
      return Optional.of(
          faults.run(
              "influxdb_write",
              () -> influx(request, new SchemalessParameters(uri)),
              fail -> influxFault(fail.code(), fail.message())));
    }
    if (path.startsWith(TELNET) || path.startsWith(JSON)) {
      boolean telnet = path.startsWith(TELNET);
      String database = path.substring(telnet ? TELNET.length() : JSON.length());
      if (database.isEmpty() || database.contains("/")) {
        return Optional.empty();
      }
      return Optional.of(
          faults.run(
              telnet ? "opentsdb_telnet" : "opentsdb_json",
              () -> openTsdb(request, new SchemalessParameters(uri), database, telnet),
              fail -> openTsdbFault(fail.code(), fail.message())));
    }
    return Optional.empty();
  }

  private HttpAnswer influx(FullHttpRequest request, SchemalessParameters parameters) {
    if (parameters.requestIdFault().isPresent()) {
      return influxRefusal("illegal param", "parse req_id", "req_id must be numeric");
    }
    Credentials credentials = parameters.credentials();
    if (credentials == null) {
      try {
        credentials = credentials(request);
      } catch (SchemalessAuthorization.Refused e) {
        return influxError(HttpResponseStatus.UNAUTHORIZED, "forbidden", "get auth error");
      } catch (EngineException e) {
        return influxFault(e.code(), e.getMessage());
      }
    }
    String database = parameters.text("db");
    if (database.isEmpty()) {
      return influxRefusal("not found", "get db query", NO_DATABASE);
    }
    if (parameters.ttlFault().isPresent()) {
      return influxRefusal("illegal param", "parse ttl", "ttl must be numeric");
    }
    SchemalessText text =
        new SchemalessText(
            SchemalessText.LINE,
            body(request).strip(),
            parameters.text("precision"),
            parameters.text("table_name_key"));
    try {
      insert(credentials, database, text, parameters);
      return new HttpAnswer(HttpResponseStatus.NO_CONTENT);
    } catch (EngineException e) {
      return influxFault(e.code(), e.getMessage());
    }
  }

  private static HttpAnswer influxRefusal(String code, String operation, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("code", code).put("message", message).put("op", operation);
    body.put("err", message).put("line", 0);
    return HttpAnswer.json(HttpResponseStatus.BAD_REQUEST, body.toString());
  }

  private static HttpAnswer influxFault(int code, String message) {
    return influxError(
        HttpResponseStatus.INTERNAL_SERVER_ERROR, "internal error", numbered(code, message));
  }

  private static HttpAnswer influxError(HttpResponseStatus status, String code, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    return HttpAnswer.json(status, body.put("code", code).put("message", message).toString());
  }

  private HttpAnswer openTsdb(
      FullHttpRequest request, SchemalessParameters parameters, String database, boolean telnet) {
    Credentials credentials;
    try {
      credentials = credentials(request);
    } catch (SchemalessAuthorization.Refused e) {
      return openTsdbError(e.status(), e.getMessage());
    } catch (EngineException e) {
      return openTsdbFault(e.code(), e.getMessage());
    }
    Optional<String> fault = parameters.requestIdFault().or(parameters::ttlFault);
    if (fault.isPresent()) {
      return openTsdbError(HttpResponseStatus.BAD_REQUEST, "illegal param, " + fault.get());
    }
    String body = body(request);
    boolean empty = telnet ? body.lines().allMatch(String::isEmpty) : body.isEmpty();
    try {
      if (empty) {
        engine.close(engine.login(credentials.user(), credentials.password()));
      } else {
        int protocol = telnet ? SchemalessText.TELNET : SchemalessText.JSON;
        SchemalessText text =
            new SchemalessText(
                protocol, telnet ? withoutPut(body) : body, "", parameters.text("table_name_key"));
        insert(credentials, database, text, parameters);
      }
      return new HttpAnswer(HttpResponseStatus.NO_CONTENT);
    } catch (EngineException e) {
      return openTsdbFault(e.code(), e.getMessage());
    }
  }

  private static String withoutPut(String body) {
    List<String> lines = body.lines().filter(line -> !line.isEmpty()).map(String::strip).toList();
    return lines.stream()
        .map(line -> line.startsWith("put ") ? line.substring("put ".length()) : line)
        .collect(Collectors.joining("\n"));
  }

  private static HttpAnswer openTsdbFault(int code, String message) {
    return openTsdbError(HttpResponseStatus.INTERNAL_SERVER_ERROR, numbered(code, message));
  }

  private static HttpAnswer openTsdbError(HttpResponseStatus status, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("code", status.code()).put("message", message);
    return HttpAnswer.json(status, body.toString());
  }

  private static String numbered(int code, String message) {
    return "[0x" + Integer.toHexString(code & 0xffff) + "] " + message;
  }

  private void insert(
      Credentials credentials,
      String database,
      SchemalessText text,
      SchemalessParameters parameters) {
    Session session = engine.login(credentials.user(), credentials.password());
    try {
      Connection.application(session, parameters.text("app"));
      engine.use(session, database);
      engine.insert(session, text, parameters.ttlDays());
    } finally {
      engine.close(session);
    }
  }

  private Credentials credentials(FullHttpRequest request) throws SchemalessAuthorization.Refused {
    return SchemalessAuthorization.read(
        request.headers().get(HttpHeaderNames.AUTHORIZATION), tokens, Tokens.byCloud(request));
  }

  private static String body(FullHttpRequest request) {
    return request.content().toString(StandardCharsets.UTF_8);
  }
}
