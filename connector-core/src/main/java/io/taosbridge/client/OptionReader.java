package io.taosbridge.client;

import io.taosbridge.client.ConnectionOptions.Endpoint;
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
          "timezone",
          "compression",
          "conn_retries",
          "retry_backoff_ms",
          "retry_backoff_max_ms",
          "connect_timeout",
          "read_timeout",
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
    Duration backoff = Duration.ofMillis(number("retry_backoff_ms", 200, 0, 3_600_000));
    Duration backoffMax = Duration.ofMillis(number("retry_backoff_max_ms", 2_000, 0, 3_600_000));
    return new ConnectionOptions(
        transport,
        tls,
        endpoints,
        text(USER, "root"),
        text(PASSWORD, "taosdata"),
        text(DATABASE, ""),
        text("token", ""),
        timezone(),
        flag("compression"),
        number("conn_retries", 5, 0, 1_000_000),
        backoff,
        backoffMax,
        Duration.ofSeconds(number("connect_timeout", 10, 1, 86_400)),
        Duration.ofSeconds(number("read_timeout", 300, 1, 86_400)),
        config);
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

  private boolean flag(String name) {
    return switch (text(name, "false")) {
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
