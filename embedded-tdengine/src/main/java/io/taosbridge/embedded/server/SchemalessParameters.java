package io.taosbridge.embedded.server;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/** The query parameters of the schemaless routes (rest.md, section 8). */
final class SchemalessParameters {

  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,9}");
  private static final int REQUEST_ID_BITS = 64;

  private final QueryStringDecoder uri;

  SchemalessParameters(QueryStringDecoder uri) {
    this.uri = uri;
  }

  /** Empty if absent. */
  String text(String name) {
    return uri.parameters().getOrDefault(name, List.of("")).get(0);
  }

  /** Whether the request id is an unsigned number of 64 bits, or absent. */
  boolean isRequestId() {
    String id = text("req_id");
    return id.isEmpty()
        || (NUMBER.matcher(id).matches() && new BigInteger(id).bitLength() <= REQUEST_ID_BITS);
  }

  boolean isTtl() {
    String ttl = text("ttl");
    return ttl.isEmpty() || INTEGER.matcher(ttl).matches();
  }

  int ttlDays() {
    String ttl = text("ttl");
    return ttl.isEmpty() ? 0 : Integer.parseInt(ttl);
  }

  /** Null if none are given. */
  Credentials credentials() {
    String user = text("u");
    String password = text("p");
    return user.isEmpty() || password.isEmpty() ? null : new Credentials(user, password);
  }
}
