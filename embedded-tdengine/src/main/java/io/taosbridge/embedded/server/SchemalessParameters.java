package io.taosbridge.embedded.server;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The query parameters of the schemaless routes (rest.md, section 8). */
final class SchemalessParameters {

  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,9}");
  private static final String INVALID_SYNTAX = "invalid syntax";
  private static final int REQUEST_ID_BITS = 64;

  private final QueryStringDecoder uri;

  SchemalessParameters(QueryStringDecoder uri) {
    this.uri = uri;
  }

  /** Empty if absent. */
  String text(String name) {
    return uri.parameters().getOrDefault(name, List.of("")).get(0);
  }

  /** What is wrong with the request id, which is an unsigned number of 64 bits, or absent. */
  Optional<String> requestIdFault() {
    String id = text("req_id");
    if (id.isEmpty()) {
      return Optional.empty();
    }
    String fault = null;
    if (!NUMBER.matcher(id).matches()) {
      fault = INVALID_SYNTAX;
    } else if (new BigInteger(id).bitLength() > REQUEST_ID_BITS) {
      fault = "value out of range";
    }
    return Optional.ofNullable(fault)
        .map(text -> "req_id must be numeric strconv.ParseUint: parsing \"" + id + "\": " + text);
  }

  /** What is wrong with the days to live, which are a number, or absent. */
  Optional<String> ttlFault() {
    String ttl = text("ttl");
    return ttl.isEmpty() || INTEGER.matcher(ttl).matches()
        ? Optional.empty()
        : Optional.of(
            "ttl must be numeric strconv.Atoi: parsing \"" + ttl + "\": " + INVALID_SYNTAX);
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
