package io.taosbridge.embedded.server;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A reply over HTTP, and what a fault does to it. */
record HttpAnswer(
    HttpResponseStatus status, Map<String, String> headers, String body, Sending sending) {

  /** How the reply leaves. */
  record Sending(Kind kind, Duration after) {

    static final Sending AT_ONCE = new Sending(Kind.SEND, Duration.ZERO);

    enum Kind {
      SEND,
      CUT,
      DROP,
      RESET
    }
  }

  HttpAnswer(HttpResponseStatus status) {
    this(status, Map.of(), "", Sending.AT_ONCE);
  }

  static HttpAnswer json(HttpResponseStatus status, String body) {
    Map<String, String> type = Map.of("Content-Type", "application/json; charset=utf-8");
    return new HttpAnswer(status, type, body, Sending.AT_ONCE);
  }

  static HttpAnswer plain(HttpResponseStatus status, String body) {
    return new HttpAnswer(status, Map.of("Content-Type", "text/plain"), body, Sending.AT_ONCE);
  }

  /** In place of a reply the connection is reset. */
  static HttpAnswer resetConnection() {
    return new HttpAnswer(HttpResponseStatus.OK)
        .sending(new Sending(Sending.Kind.RESET, Duration.ZERO));
  }

  HttpAnswer with(String header, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new HttpAnswer(status, all, body, sending);
  }

  HttpAnswer later(Duration after) {
    return sending(new Sending(Sending.Kind.SEND, after));
  }

  HttpAnswer dropped() {
    return sending(new Sending(Sending.Kind.DROP, Duration.ZERO));
  }

  /** Half of the body leaves, then the connection is reset. */
  HttpAnswer cut() {
    return sending(new Sending(Sending.Kind.CUT, Duration.ZERO));
  }

  private HttpAnswer sending(Sending how) {
    return new HttpAnswer(status, headers, body, how);
  }
}
