package io.taosbridge.embedded.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.taosbridge.embedded.engine.EngineException;

/** An error over HTTP (rest.md, section 6). */
final class RestError extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient HttpResponseStatus status;
  private final int code;

  RestError(HttpResponseStatus status, int code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static RestError badRequest(String message) {
    return new RestError(HttpResponseStatus.BAD_REQUEST, ProtocolException.CODE, message);
  }

  /** As the adapter is set by default, an error of the database has the status of success. */
  static RestError database(EngineException e) {
    return new RestError(HttpResponseStatus.OK, e.code() & 0xffff, e.getMessage());
  }

  HttpAnswer answer(long started) {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("code", code)
            .put("desc", getMessage())
            .put("timing", System.nanoTime() - started)
            .toString();
    return HttpAnswer.json(status, body);
  }
}
