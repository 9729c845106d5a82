package io.taosbridge.client;

import io.taosbridge.client.error.Errors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A consumer described by properties alone, as TDengine's other clients take them: where to connect
 * and how to subscribe.
 *
 * <ul>
 *   <li>{@code td.connect.websocket.scheme}: the scheme of a URL; {@code ws} unless given
 *   <li>{@code td.connect.ip} or {@code host}: a host, or several with commas between them; {@code
 *       localhost} unless given. IPv6 in brackets or without
 *   <li>{@code td.connect.port} or {@code port}: for hosts without a port of their own
 *   <li>{@code token}: the login for TDengine's cloud service
 *   <li>everything else: see {@link TmqOptions}
 * </ul>
 */
public record TmqProperties(ConnectionOptions connection, TmqOptions subscription) {

  private static final String SCHEME = "td.connect.websocket.scheme";

  /**
   * @throws io.taosbridge.client.error.InterfaceException naming what is wrong
   */
  public static TmqProperties parse(Map<String, String> properties) {
    Map<String, String> left = new LinkedHashMap<>(properties);
    String scheme = Optional.ofNullable(left.remove(SCHEME)).orElse("ws");
    if (!scheme.matches("[A-Za-z0-9_.+-]+")) {
      throw Errors.invalid("TMQ property " + SCHEME + " must be such as ws or wss");
    }
    String hosts = either(left, "td.connect.ip", "host").orElse("");
    Optional<String> port = either(left, "td.connect.port", "port");
    String token = left.remove("token");
    ConnectionOptions connection =
        ConnectionOptions.parse(
            scheme + "://" + withPort(hosts, port),
            token == null ? Map.of() : Map.of("token", token));
    TmqOptions subscription = new TmqOptions(left);
    return new TmqProperties(subscription.withLogin(connection), subscription);
  }

  /** The value of a property that has two names. */
  private static Optional<String> either(Map<String, String> properties, String one, String two) {
    String first = properties.remove(one);
    String second = properties.remove(two);
    if (first != null && second != null && !first.equals(second)) {
      throw Errors.invalid("TMQ properties " + one + " and " + two + " contradict each other");
    }
    return Optional.ofNullable(first == null ? second : first);
  }

  private static String withPort(String hosts, Optional<String> port) {
    StringBuilder all = new StringBuilder();
    for (String host : (hosts.isEmpty() ? "localhost" : hosts).split(",", -1)) {
      if (!host.matches("[A-Za-z0-9_.:\\[\\]%-]+")) {
        throw Errors.invalid("bad host name in TMQ property td.connect.ip or host");
      }
      boolean bareIpv6 = !host.startsWith("[") && host.indexOf(':') != host.lastIndexOf(':');
      String name = bareIpv6 ? "[" + host + "]" : host;
      boolean hasPort = name.indexOf(':', name.indexOf(']') + 1) >= 0;
      all.append(all.isEmpty() ? "" : ",").append(name);
      if (port.isPresent() && !hasPort) {
        all.append(':').append(port.get());
      }
    }
    return all.toString();
  }
}
