package io.taosbridge.transport.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is posted to a host.
 *
 * @param path with its leading slash, percent-encoded
 * @param parameters of the query string, as they are
 * @param requestId of the request, for errors
 */
record RestRequest(String path, Map<String, String> parameters, String text, long requestId) {

  /** A text where a part of a path or a value of the query string stands. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Path and query string. */
  String target() {
    String query =
        parameters.entrySet().stream()
            .map(each -> each.getKey() + "=" + encode(each.getValue()))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }
}
