package io.taosbridge.client;

import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.client.error.Errors;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL taken apart; the values are not looked at yet. Error texts never quote a part of the URL
 * where a password with a forgotten percent-encoding could be.
 *
 * @param options user, password, database and parameters, by name, as far as given
 */
record ConnectionUrl(
    Transport transport, boolean tls, List<Endpoint> endpoints, Map<String, String> options) {

  private static final String SHAPE = "scheme://user:password@host:port/database?name=value";
  private static final Pattern SCHEME =
      Pattern.compile("(?:[A-Za-z][A-Za-z0-9_.-]*\\+)?([A-Za-z]+)://");
  private static final Pattern REST_OF_URL = Pattern.compile("([^/?]*)(?:/([^?]*))?(?:\\?(.*))?");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%.+)?");
  private static final int MAX_PORT = 65_535;

  static ConnectionUrl parse(String url) {
    Matcher scheme = SCHEME.matcher(url);
    if (!scheme.lookingAt()) {
      throw Errors.invalid("not a TDengine URL: it must look like " + SHAPE);
    }
    String name = scheme.group(1).toLowerCase(Locale.ROOT);
    Transport transport =
        switch (name) {
          case "ws", "wss" -> Transport.WEBSOCKET;
          case "http", "https" -> Transport.REST;
          case "taos" -> Transport.NATIVE;
          default ->
              throw Errors.invalid(
                  "unknown scheme \""
                      + name
                      + "\" in the TDengine URL; it can be ws, wss, http, https or taos");
        };
    Matcher rest = REST_OF_URL.matcher(url.substring(scheme.end()));
    if (!rest.matches()) {
      throw Errors.invalid("the TDengine URL must be a single line");
    }
    String authority = rest.group(1);
    String database = orEmpty(rest.group(2));
    String parameters = orEmpty(rest.group(3));
    if (database.indexOf('@') >= 0 || parameters.indexOf('@') >= 0 || url.indexOf('#') >= 0) {
      throw Errors.invalid(
          "a special character stands where it cannot in the TDengine URL: in user, password,"
              + " database and values write @ as %40, / as %2F, ? as %3F and # as %23");
    }
    if (database.indexOf('/') >= 0) {
      throw Errors.invalid("only a database can follow the hosts in the TDengine URL: " + SHAPE);
    }
    Map<String, String> options = new LinkedHashMap<>();
    int at = authority.lastIndexOf('@');
    if (at >= 0) {
      readLogin(authority.substring(0, at), options);
    }
    if (!database.isEmpty()) {
      options.put(OptionReader.DATABASE, decode(database, "database"));
    }
    readParameters(parameters, options);
    int defaultPort = transport == Transport.NATIVE ? 6030 : 6041;
    List<Endpoint> endpoints = readHosts(authority.substring(at + 1), defaultPort);
    boolean tls = name.equals("wss") || name.equals("https");
    return new ConnectionUrl(transport, tls, endpoints, options);
  }

  ConnectionOptions toOptions(Map<String, String> given) {
    Map<String, String> all = new LinkedHashMap<>(options);
    all.putAll(given);
    return new OptionReader(all).read(transport, tls, endpoints);
  }

  private static void readLogin(String login, Map<String, String> options) {
    int colon = login.indexOf(':');
    String user = colon < 0 ? login : login.substring(0, colon);
    if (user.isEmpty()) {
      throw Errors.invalid("the TDengine URL has a login without a user before the @");
    }
    options.put(OptionReader.USER, decode(user, "user"));
    if (colon >= 0) {
      options.put(OptionReader.PASSWORD, decode(login.substring(colon + 1), "password"));
    }
  }

  private static void readParameters(String text, Map<String, String> options) {
    for (String pair : text.split("&")) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals), "name of a parameter");
      OptionReader.checkParameter(name);
      if (equals < 0) {
        throw Errors.invalid("parameter " + name + " of the TDengine URL has no value");
      }
      if (options.put(name, decode(pair.substring(equals + 1), name)) != null) {
        throw Errors.invalid("parameter " + name + " stands twice in the TDengine URL");
      }
    }
  }

  private static List<Endpoint> readHosts(String text, int defaultPort) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (String host : text.split(",", -1)) {
      if (host.isEmpty() && text.isEmpty()) {
        endpoints.add(new Endpoint("localhost", defaultPort));
      } else {
        endpoints.add(readHost(host, defaultPort));
      }
    }
    return endpoints;
  }

  private static Endpoint readHost(String text, int defaultPort) {
    String host;
    String port;
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      if (end < 0 || !IPV6.matcher(text.substring(1, end)).matches()) {
        throw Errors.invalid(
            "bad IPv6 address in the TDengine URL; it must look like [2001:db8::1]:6041");
      }
      host = decode(text.substring(1, end), "host");
      port = text.substring(end + 1);
    } else {
      int colon = text.indexOf(':');
      host = colon < 0 ? text : text.substring(0, colon);
      port = colon < 0 ? "" : text.substring(colon);
      if (port.indexOf(':', 1) > 0) {
        throw Errors.invalid(
            "too many colons after a host in the TDengine URL; an IPv6 address stands in"
                + " brackets, such as [2001:db8::1]:6041");
      }
      if (host.isEmpty()) {
        throw Errors.invalid("a host is missing in the TDengine URL");
      }
      if (!HOST.matcher(host).matches()) {
        throw Errors.invalid("bad host name in the TDengine URL: only A-Z a-z 0-9 . - _ are legal");
      }
    }
    return new Endpoint(host, port.isEmpty() ? defaultPort : readPort(port, host));
  }

  private static int readPort(String text, String host) {
    if (text.matches(":\\d{1,5}")) {
      int port = Integer.parseInt(text.substring(1));
      if (port >= 1 && port <= MAX_PORT) {
        return port;
      }
    }
    throw Errors.invalid(
        "bad port of host " + host + " in the TDengine URL: it must be a number from 1 to 65535");
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private static String decode(String text, String what) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '%') {
        decoded.put(bytes[i]);
        continue;
      }
      boolean complete = i + 2 < bytes.length;
      int high = complete ? Character.digit(bytes[i + 1], 16) : -1;
      int low = complete ? Character.digit(bytes[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw badEncoding(what);
      }
      decoded.put((byte) (high << 4 | low));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException e) {
      throw badEncoding(what);
    }
  }

  private static RuntimeException badEncoding(String what) {
    return Errors.invalid(
        "bad percent-encoding in the " + what + " of the TDengine URL; write % itself as %25");
  }
}
