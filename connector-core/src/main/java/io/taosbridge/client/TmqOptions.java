package io.taosbridge.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.taosbridge.client.error.Errors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of a TMQ consumer by TMQ's own names, such as {@code group.id}, {@code
 * auto.offset.reset}, {@code min.poll.rows}. {@code enable.auto.commit} is false unless given.
 *
 * <p>{@code td.connect.user}, {@code td.connect.pass} and {@code td.connect.token} (a token that
 * the database issued) win over the login of the {@link ConnectionOptions}; hosts come from there
 * alone. A name that is not known here goes to the server as it is, which refuses what it does not
 * know. {@link #toString()} hides password and token.
 */
public record TmqOptions(Map<String, String> settings) {

  private static final int MAX_GROUP_BYTES = 192;
  private static final String MIN_POLL_ROWS = "4096";
  private static final Set<String> SECRET = Set.of("td.connect.pass", "td.connect.token");
  private static final Set<String> HOSTS =
      Set.of("host", "port", "td.connect.ip", "td.connect.port");
  private static final Map<String, List<String>> CHOICES =
      Map.of(
          "auto.offset.reset", List.of("earliest", "latest", "none"),
          "enable.auto.commit", List.of("true", "false"),
          "experimental.snapshot.enable", List.of("true", "false"),
          "enable.replay", List.of("true", "false"),
          "msg.with.table.name", List.of("true", "false"),
          "msg.consume.rawdata", List.of("0"));

  /** Settings whose values are whole numbers, with the least that TDengine takes. */
  private static final Map<String, Long> NUMBERS =
      Map.of(
          "auto.commit.interval.ms", 1L,
          "session.timeout.ms", 6_000L,
          "max.poll.interval.ms", 1_000L,
          "heartbeat.interval.ms", 1_000L,
          "min.poll.rows", 1L,
          "fetch.max.wait.ms", 1L,
          "msg.enable.batchmeta", 0L,
          "msg.consume.excluded", 0L);

  /**
   * @throws io.taosbridge.client.error.InterfaceException naming the setting that is wrong
   */
  public TmqOptions {
    settings = Map.copyOf(settings);
    settings.forEach(TmqOptions::check);
    String group = settings.getOrDefault("group.id", "");
    if (group.isEmpty() || group.indexOf(':') >= 0) {
      throw Errors.invalid("group.id must be given, and hold no colon");
    }
    if (group.getBytes(UTF_8).length > MAX_GROUP_BYTES) {
      // The server's client would cut it off, so that two long names could become one group.
      throw Errors.invalid("group.id must be of at most " + MAX_GROUP_BYTES + " bytes");
    }
  }

  public static TmqOptions ofGroup(String groupId) {
    return new TmqOptions(Map.of("group.id", groupId));
  }

  /** The same connection with the login that these settings have, if they have one. */
  public ConnectionOptions withLogin(ConnectionOptions connection) {
    String token = settings.getOrDefault("td.connect.token", "");
    if (!token.isEmpty()) {
      return connection.withBearerToken(token);
    }
    String user = settings.get("td.connect.user");
    String password = settings.get("td.connect.pass");
    return user == null && password == null
        ? connection
        : connection.withLogin(
            user == null ? connection.user() : user,
            password == null ? connection.password() : password);
  }

  /** Whether what was polled is committed without being told. */
  public boolean autoCommit() {
    return settings.getOrDefault("enable.auto.commit", "false").equals("true");
  }

  /** So many rows make a message full: the server collects them while the log has more. */
  public long minPollRows() {
    return Long.parseLong(settings.getOrDefault("min.poll.rows", MIN_POLL_ROWS));
  }

  public TmqOptions with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(settings);
    changed.put(name, value);
    return new TmqOptions(changed);
  }

  public String group() {
    return settings.get("group.id");
  }

  private static void check(String name, String value) {
    if (HOSTS.contains(name)) {
      throw Errors.invalid("TMQ setting " + name + " is not needed: the URL names the hosts");
    }
    if (!name.matches("[a-z][A-Za-z0-9.]*")) {
      throw Errors.invalid(
          "bad TMQ setting \"" + name + "\": names look like group.id or min.poll.rows");
    }
    List<String> choices = CHOICES.get(name);
    if (choices != null && !choices.contains(value)) {
      throw Errors.invalid(
          "TMQ setting "
              + name
              + " must be one of "
              + String.join(", ", choices)
              + ", not \""
              + value
              + "\"");
    }
    Long least = NUMBERS.get(name);
    if (least != null && !(value.matches("\\d{1,18}") && Long.parseLong(value) >= least)) {
      throw Errors.invalid(
          "TMQ setting "
              + name
              + " must be a whole number of at least "
              + least
              + ", not \""
              + value
              + "\"");
    }
  }

  @Override
  public String toString() {
    Map<String, String> shown = new TreeMap<>(settings);
    SECRET.forEach(name -> shown.computeIfPresent(name, (key, value) -> ConnectionOptions.HIDDEN));
    return "TmqOptions" + shown;
  }
}
