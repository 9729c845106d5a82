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
import java.util.function.Consumer;

/** The HTTP routes (rest.md, section 1) that the stand-in has. */
public final class RestRoutes implements HttpRoutes {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String SQL_PATH = "/rest/sql";
  private static final String LOGIN_PATH = "/rest/login/";
  private static final int BAD_LOGIN = 0x110A;
  private static final int LOGIN_REFUSED = 3;

  private final Engine engine;
  private final FaultPlan faults;
  private final Tokens tokens;
  private final SqlRoute sqlRoute;

  public RestRoutes(Engine engine, FaultPlan faults, Tokens tokens) {
    this.engine = engine;
    this.faults = faults;
    this.tokens = tokens;
    this.sqlRoute = new SqlRoute(engine);
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
        return login(new Credentials(parts[0], parts[1]));
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
        return vgroupIds(request, parts[0]);
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
    Effect fault = faults.take("rest_sql").orElse(null);
    if (fault instanceof Effect.Fail fail) {
      throw new RestError(HttpResponseStatus.OK, fail.code(), fail.message());
    }
    if (fault instanceof Effect.ResetBefore) {
      return HttpAnswer.resetConnection();
    }
    HttpAnswer reply =
        sqlRoute.answer(
            authorized(request), database, new SqlParameters(uri), body(request), started);
    return fault == null ? reply : afterwards(fault, reply);
  }

  private static HttpAnswer afterwards(Effect fault, HttpAnswer reply) {
    if (fault instanceof Effect.Delay delay) {
      return reply.later(delay.by());
    }
    return fault instanceof Effect.DropReply || fault instanceof Effect.Mute
        ? reply.dropped()
        : HttpAnswer.resetConnection();
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
      throw RestError.badRequest("json: cannot unmarshal string into Go value of type []string");
    }
    List<String> tables = new ArrayList<>();
    names.forEach(name -> tables.add(name.asText()));
    if (tables.isEmpty()) {
      throw RestError.badRequest("illegal params");
    }
    return tables;
  }

  private Credentials authorized(FullHttpRequest request) throws RestError {
    boolean byCloud = new QueryStringDecoder(request.uri()).parameters().containsKey("token");
    try {
      return HttpAuthorization.read(
          request.headers().get(HttpHeaderNames.AUTHORIZATION), tokens, byCloud);
    } catch (HttpAuthorization.Refused e) {
      throw new RestError(HttpResponseStatus.UNAUTHORIZED, e.code(), e.getMessage());
    }
  }

  private static String body(FullHttpRequest request) {
    return request.content().toString(StandardCharsets.UTF_8);
  }
}
