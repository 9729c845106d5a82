package io.taosbridge.embedded.server;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** The query parameters of {@code /rest/sql} (rest.md, section 4). */
final class SqlParameters {

  private final QueryStringDecoder uri;

  SqlParameters(QueryStringDecoder uri) {
    this.uri = uri;
  }

  private String text(String name) {
    return uri.parameters().getOrDefault(name, List.of("")).get(0);
  }

  /** The zone to render times in. */
  ZoneId zone() throws RestError {
    ZoneId rendering = zone(text("tz"), ZoneOffset.UTC);
    return zone(text("conn_tz"), rendering);
  }

  /** The zone for the connection, or null. */
  ZoneId connectionZone() throws RestError {
    return zone(text("conn_tz"), null);
  }

  private static ZoneId zone(String name, ZoneId otherwise) throws RestError {
    if (name.isEmpty()) {
      return otherwise;
    }
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw RestError.badRequest("unknown time zone " + name);
    }
  }

  void checkRequestId() throws RestError {
    String id = text("req_id");
    if (id.isEmpty()) {
      return;
    }
    String fault = null;
    try {
      if (new BigInteger(id).bitLength() > 63) {
        fault = "value out of range";
      }
    } catch (NumberFormatException e) {
      fault = "invalid syntax";
    }
    if (fault != null) {
      throw RestError.badRequest(
          "illegal param, req_id must be numeric strconv.ParseInt: parsing \""
              + id
              + "\": "
              + fault);
    }
  }

  boolean rowWithMeta() throws RestError {
    String value = text("row_with_meta");
    return switch (value) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "", "0", "f", "F", "false", "FALSE", "False" -> false;
      default ->
          throw RestError.badRequest(
              "illegal param, row_with_meta must be boolean strconv.ParseBool: parsing \""
                  + value
                  + "\": invalid syntax");
    };
  }

  boolean timing() {
    return text("timing").equals("true");
  }

  String application() {
    return text("app");
  }

  String address() {
    return text("ip");
  }
}
