package io.taosbridge.embedded.server;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.taosbridge.embedded.engine.Engine;
import io.taosbridge.embedded.engine.EngineException;
import io.taosbridge.embedded.engine.Session;
import io.taosbridge.embedded.engine.SqlResult;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /rest/sql}: one statement, in a session of its own (rest.md, section 4). */
final class SqlRoute {

  private static final Logger LOG = LoggerFactory.getLogger(SqlRoute.class);
  private static final int EMPTY_BODY = 0x1106;
  private static final int EMPTY_SQL = 0x1107;

  private final Engine engine;

  SqlRoute(Engine engine) {
    this.engine = engine;
  }

  HttpAnswer answer(
      Credentials credentials, String database, SqlParameters parameters, String body, long started)
      throws RestError {
    if (body.isEmpty()) {
      throw new RestError(HttpResponseStatus.BAD_REQUEST, EMPTY_BODY, "request is empty");
    }
    if (body.isBlank()) {
      throw new RestError(HttpResponseStatus.BAD_REQUEST, EMPTY_SQL, "no sql input");
    }
    parameters.checkRequestId();
    boolean rowWithMeta = parameters.rowWithMeta();
    ZoneId zone = parameters.zone();
    ZoneId connectionZone = parameters.connectionZone();
    Session session = engine.login(credentials.user(), credentials.password());
    try {
      if (connectionZone != null) {
        session.zone(connectionZone);
      }
      Connection.application(session, parameters.application());
      session.address(parameters.address());
      use(session, database);
      SqlResult result = engine.execute(session, body.strip());
      RestJson json = new RestJson(zone, rowWithMeta, parameters.timing() ? started : null);
      return HttpAnswer.json(HttpResponseStatus.OK, json.write(result));
    } finally {
      engine.close(session);
    }
  }

  /** A database that is not there is no error yet: the statement may be what makes it. */
  private void use(Session session, String database) {
    if (!database.isEmpty()) {
      try {
        engine.use(session, database);
      } catch (EngineException e) {
        LOG.debug("no database {} for a statement over HTTP", database);
      }
    }
  }
}
