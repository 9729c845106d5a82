package io.taosbridge.embedded.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.taosbridge.embedded.engine.Engine;
import io.taosbridge.embedded.engine.EngineException;
import io.taosbridge.embedded.engine.Session;
import io.taosbridge.embedded.fault.Effect;
import io.taosbridge.embedded.fault.FaultPlan;
import io.taosbridge.embedded.storage.Vgroup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The HTTP routes (rest.md, section 1) that the stand-in has. */
public final class RestRoutes implements HttpRoutes {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String SQL_PATH = "/rest/sql";
  private static final String LOGIN_PATH = "/rest/login/";
  private static final int BAD_LOGIN = 0x110A;
  private static final int LOGIN_REFUSED = 3;

  private final Engine engine;
  private final HttpFaults faults;
  private final Tokens tokens;
  private final SqlRoute sqlRoute;
  private final SchemalessRoutes schemaless;

  public RestRoutes(Engine engine, FaultPlan faults, Tokens tokens) {
    this.engine = engine;
    this.faults = new HttpFaults(faults);
    this.tokens = tokens;
    this.sqlRoute = new SqlRoute(engine);
    this.schemaless = new SchemalessRoutes(engine, tokens, this.faults);
  }

  @Override
  public void answer(FullHttpRequest request, Consumer<HttpAnswer> answer) {
    long started = System.nanoTime();
    HttpAnswer reply;
    try {
      reply = route(request, started);
    } catch (RestError e) {
      reply = e.answer(started);
    } catch (EngineException e) {
      reply = RestError.database(e).answer(started);
    }
    answer.accept(reply);
  }

  private HttpAnswer route(FullHttpRequest request, long started) throws RestError {
    QueryStringDecoder uri = new QueryStringDecoder(request.uri());
    String path = uri.path();
    HttpMethod method = request.method();
    if (method.equals(HttpMethod.GET) && path.equals("/-/ping")) {
      return new HttpAnswer(HttpResponseStatus.OK);
    }
    if (method.equals(HttpMethod.GET) && path.startsWith(LOGIN_PATH)) {
      String[] parts = path.substring(LOGIN_PATH.length()).split("/", -1);
      if (parts.length == 2) {
        return faults.run(
            "rest_login",
            () -> login(new Credentials(parts[0], parts[1])),
            fail -> refusal(fail, started));
      }
    }
    if (method.equals(HttpMethod.POST) && path.equals(SQL_PATH)) {
      return sql(request, uri, "", started);
    }
    if (method.equals(HttpMethod.POST) && path.startsWith(SQL_PATH + "/")) {
      String[] parts = path.substring(SQL_PATH.length() + 1).split("/", -1);
      if (parts.length == 1) {
        return sql(request, uri, parts[0], started);
      }
      if (parts.length == 2 && parts[1].equals("vgid")) {
        return faults.run(
            "rest_vgid", () -> vgroupIds(request, parts[0]), fail -> refusal(fail, started));
      }
    }
    if (method.equals(HttpMethod.POST)) {
      Optional<HttpAnswer> written = schemaless.answer(request, uri);
      if (written.isPresent()) {
        return written.get();
      }
    }
    return HttpAnswer.plain(HttpResponseStatus.NOT_FOUND, "404 page not found");
  }

  private HttpAnswer login(Credentials credentials) throws RestError {
    String token;
    try {
      token = LoginToken.encode(credentials);
    } catch (IllegalArgumentException e) {
      throw new RestError(HttpResponseStatus.BAD_REQUEST, BAD_LOGIN, "generate taosd token error");
    }
    try {
      engine.close(engine.login(credentials.user(), credentials.password()));
    } catch (EngineException e) {
      throw new RestError(HttpResponseStatus.UNAUTHORIZED, LOGIN_REFUSED, "Authentication failure");
    }
    ObjectNode body = JSON.createObjectNode().put("code", 0).put("desc", token);
    return HttpAnswer.json(HttpResponseStatus.OK, body.toString());
  }

  private HttpAnswer sql(
      FullHttpRequest request, QueryStringDecoder uri, String database, long started)
      throws RestError {
    return faults.run(
        "rest_sql",
        () ->
            sqlRoute.answer(
                authorized(request), database, new SqlParameters(uri), body(request), started),
        fail -> refusal(fail, started));
  }

  private static HttpAnswer refusal(Effect.Fail fail, long started) {
    return new RestError(HttpResponseStatus.OK, fail.code() & 0xffff, fail.message())
        .answer(started);
  }

  private HttpAnswer vgroupIds(FullHttpRequest request, String database) throws RestError {
    Credentials credentials = authorized(request);
    List<String> tables = tableNames(body(request));
    Session session = engine.login(credentials.user(), credentials.password());
    try {
      ObjectNode reply = JSON.createObjectNode().put("code", 0);
      ArrayNode ids = reply.putArray("vgIDs");
      for (Vgroup vgroup : engine.vgroupsOf(database, tables)) {
        ids.add(vgroup.id());
      }
      return HttpAnswer.json(HttpResponseStatus.OK, reply.toString());
    } finally {
      engine.close(session);
    }
  }

  private static List<String> tableNames(String body) throws RestError {
    JsonNode names;
    try {
      names = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw RestError.badRequest(
          "invalid character '" + body.charAt(0) + "' looking for beginning of value");
    }
    if (names.isMissingNode()) {
      throw RestError.badRequest("EOF");
    }
    if (!names.isArray()) {
      throw notOfType(names, "[]string");
    }
    List<String> tables = new ArrayList<>();
    for (JsonNode name : names) {
      if (!name.isTextual()) {
        throw notOfType(name, "string");
      }
      tables.add(name.textValue());
    }
    if (tables.isEmpty()) {
      throw RestError.badRequest("illegal params");
    }
    return tables;
  }

  private static RestError notOfType(JsonNode json, String type) {
    String kind = json.getNodeType().toString().toLowerCase(Locale.ROOT);
    return RestError.badRequest(
        "json: cannot unmarshal " + kind + " into Go value of type " + type);
  }

  private Credentials authorized(FullHttpRequest request) throws RestError {
    try {
      return HttpAuthorization.read(
          request.headers().get(HttpHeaderNames.AUTHORIZATION), tokens, Tokens.byCloud(request));
    } catch (HttpAuthorization.Refused e) {
      throw new RestError(HttpResponseStatus.UNAUTHORIZED, e.code(), e.getMessage());
    }
  }

  private static String body(FullHttpRequest request) {
    return request.content().toString(StandardCharsets.UTF_8);
  }
}
