package io.taosbridge.client;

import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.client.ConnectionOptions.Retry;
import io.taosbridge.client.ConnectionOptions.Tls;
import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.client.error.Errors;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns options by name into {@link ConnectionOptions}, and says what is wrong with them. */
final class OptionReader {

  static final String USER = "user";
  static final String PASSWORD = "password";
  static final String DATABASE = "database";

  private static final List<String> LOGIN = List.of(USER, PASSWORD, DATABASE);
  private static final List<String> PARAMETERS =
      List.of(
          "token",
          "bearer_token",
          "timezone",
          "compression",
          "conn_retries",
          "retry_backoff_ms",
          "retry_backoff_max_ms",
          "connect_timeout",
          "read_timeout",
          "tls_ca",
          "tls_verify",
          "config");

  private final Map<String, String> options;

  OptionReader(Map<String, String> options) {
    this.options = options;
    List<String> known = new ArrayList<>(LOGIN);
    known.addAll(PARAMETERS);
    options.keySet().forEach(name -> checkKnown("option", name, known));
  }

  /** Refuses a name that cannot follow the question mark of a URL. */
  static void checkParameter(String name) {
    checkKnown("parameter", name, PARAMETERS);
  }

  private static void checkKnown(String what, String name, List<String> known) {
    if (known.contains(name)) {
      return;
    }
    throw Errors.invalid(
        "unknown TDengine "
            + what
            + " \""
            + name
            + "\""
            + Similar.to(name, known).map(near -> ", did you mean " + near + "?").orElse(";")
            + " known are: "
            + String.join(", ", known));
  }

  ConnectionOptions read(Transport transport, boolean tls, List<Endpoint> endpoints) {
    String config = text("config", "");
    if (!config.isEmpty() && transport != Transport.NATIVE) {
      throw Errors.invalid("option config is for taos:// only");
    }
    String token = text("token", "");
    String bearerToken = text("bearer_token", "");
    if (!token.isEmpty() && !bearerToken.isEmpty()) {
      throw Errors.invalid(
          "options token and bearer_token exclude each other: the first is for TDengine's cloud"
              + " service, the second for a token that the database issued");
    }
    return new ConnectionOptions(
        transport,
        tls(tls),
        endpoints,
        text(USER, "root"),
        text(PASSWORD, "taosdata"),
        text(DATABASE, ""),
        token,
        bearerToken,
        timezone(),
        flag("compression", false),
        new Retry(
            number("conn_retries", 5, 0, 1_000_000),
            Duration.ofMillis(number("retry_backoff_ms", 200, 0, 3_600_000)),
            Duration.ofMillis(number("retry_backoff_max_ms", 2_000, 0, 3_600_000))),
        Duration.ofSeconds(number("connect_timeout", 10, 1, 86_400)),
        Duration.ofSeconds(number("read_timeout", 300, 1, 86_400)),
        config);
  }

  private Tls tls(boolean enabled) {
    Tls tls = new Tls(enabled, text("tls_ca", ""), flag("tls_verify", true));
    if (!enabled && !tls.equals(Tls.NONE)) {
      throw Errors.invalid(
          "option "
              + (tls.verify() ? "tls_ca" : "tls_verify")
              + " is for wss:// and https:// only");
    }
    if (!tls.verify() && !tls.ca().isEmpty()) {
      throw Errors.invalid("option tls_ca has no use with tls_verify=false: leave one of them out");
    }
    return tls;
  }

  private String text(String name, String fallback) {
    String value = options.get(name);
    return value == null ? fallback : value;
  }

  private String timezone() {
    String zone = text("timezone", "");
    // Checked here because the server takes an unknown zone without a word.
    if (!zone.isEmpty() && !ZoneId.getAvailableZoneIds().contains(zone)) {
      throw Errors.invalid(
          "unknown timezone \"" + zone + "\"; it must be an IANA name such as Europe/Berlin");
    }
    return zone;
  }

  private boolean flag(String name, boolean fallback) {
    return switch (text(name, String.valueOf(fallback))) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw Errors.invalid(
              "option " + name + " must be true or false, not \"" + options.get(name) + "\"");
    };
  }

  private int number(String name, int fallback, int least, int most) {
    String value = options.get(name);
    if (value == null) {
      return fallback;
    }
    if (value.matches("\\d{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw Errors.invalid(
        "option "
            + name
            + " must be a number from "
            + least
            + " to "
            + most
            + ", not \""
            + value
            + "\"");
  }
}
