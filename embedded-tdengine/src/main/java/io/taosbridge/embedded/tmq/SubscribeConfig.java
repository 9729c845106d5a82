package io.taosbridge.embedded.tmq;

import io.taosbridge.embedded.engine.EngineException;
import io.taosbridge.embedded.server.Args;
import io.taosbridge.embedded.server.ProtocolException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What a consumer asked for when it subscribed first (tmq.md, section 1). */
record SubscribeConfig(
    String user,
    String clientId,
    String group,
    Reset reset,
    boolean autoCommit,
    Duration autoCommitInterval,
    boolean batchMeta,
    boolean withoutReplicated,
    int minPollRows,
    Duration maxPollInterval) {

  /** Where a group starts in a vgroup for which it has no stored offset. */
  enum Reset {
    EARLIEST,
    LATEST,
    NONE;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int MAX_CLIENT_ID_BYTES = 255;
  private static final int DEFAULT_MIN_POLL_ROWS = 4096;

  /** Subscribe members with the key of the C library that each one stands for. */
  private static final Map<String, String> KEYS_OF_MEMBERS =
      Map.of(
          "group_id", "group.id",
          "client_id", "client.id",
          "snapshot_enable", "experimental.snapshot.enable",
          "with_table_name", "msg.with.table.name",
          "enable_batch_meta", "msg.enable.batchmeta",
          "msg_consume_excluded", "msg.consume.excluded",
          "msg_consume_rawdata", "msg.consume.rawdata",
          "session_timeout_ms", "session.timeout.ms",
          "max_poll_interval_ms", "max.poll.interval.ms");

  /** A token that the database issued; older servers do not know the key. */
  static final String TOKEN = "td.connect.token";

  private static final Set<String> IGNORED_KEYS =
      Set.of("td.connect.user", "td.connect.pass", "td.connect.ip", "td.connect.port");

  private static final Map<String, Predicate<String>> VALID =
      Map.ofEntries(
          Map.entry("group.id", value -> !value.contains(":")),
          Map.entry("client.id", value -> value.length() <= MAX_CLIENT_ID_BYTES),
          Map.entry("auto.offset.reset", value -> resetOf(value) != null),
          Map.entry("td.connect.db", value -> true),
          Map.entry("experimental.snapshot.enable", SubscribeConfig::isBoolean),
          Map.entry("msg.with.table.name", SubscribeConfig::isBoolean),
          Map.entry("enable.auto.commit", SubscribeConfig::isBoolean),
          Map.entry("auto.commit.interval.ms", value -> isNumber(value, 0, Integer.MAX_VALUE)),
          Map.entry("enable.replay", SubscribeConfig::isBoolean),
          Map.entry(
              "msg.enable.batchmeta",
              value -> isNumber(value, Integer.MIN_VALUE, Integer.MAX_VALUE)),
          Map.entry(
              "msg.consume.excluded",
              value -> isNumber(value, Integer.MIN_VALUE, Integer.MAX_VALUE)),
          Map.entry(
              "msg.consume.rawdata",
              value -> isNumber(value, Integer.MIN_VALUE, Integer.MAX_VALUE)),
          Map.entry("session.timeout.ms", value -> isNumber(value, 6_000, 1_800_000)),
          Map.entry("max.poll.interval.ms", value -> isNumber(value, 1_000, Integer.MAX_VALUE)),
          Map.entry("heartbeat.interval.ms", value -> isNumber(value, 1_000, Integer.MAX_VALUE)),
          Map.entry("min.poll.rows", value -> isNumber(value, 1, Integer.MAX_VALUE)),
          Map.entry("fetch.max.wait.ms", value -> isNumber(value, 1, Integer.MAX_VALUE)));

  /**
   * @param knowsTokens whether the server is new enough for {@link #TOKEN}
   * @throws ProtocolException for what the adapter refuses itself
   * @throws EngineException 0x0118 for a key or value that the C library refuses
   */
  static SubscribeConfig of(Args args, boolean knowsTokens) {
    boolean autoCommit = goBoolean(args.text("auto_commit"));
    Duration interval = interval(args.text("auto_commit_interval_ms"));
    Map<String, String> keys = keys(args);
    if (knowsTokens) {
      keys.remove(TOKEN);
    }
    keys.forEach(SubscribeConfig::check);
    if (keys.getOrDefault("group.id", "").isEmpty()) {
      throw new ProtocolException("malloc tmq element failed or group is empty");
    }
    return new SubscribeConfig(
        args.text("user"),
        keys.getOrDefault("client.id", ""),
        keys.get("group.id"),
        resetOf(keys.getOrDefault("auto.offset.reset", "latest")),
        autoCommit,
        interval,
        !keys.getOrDefault("msg.enable.batchmeta", "0").equals("0"),
        !keys.getOrDefault("msg.consume.excluded", "0").equals("0"),
        Integer.parseInt(keys.getOrDefault("min.poll.rows", String.valueOf(DEFAULT_MIN_POLL_ROWS))),
        Duration.ofMillis(Long.parseLong(keys.getOrDefault("max.poll.interval.ms", "300000"))));
  }

  private static Map<String, String> keys(Args args) {
    Map<String, String> keys = new LinkedHashMap<>();
    KEYS_OF_MEMBERS.forEach((member, key) -> putGiven(keys, key, args.text(member)));
    putGiven(keys, "auto.offset.reset", args.text("offset_rest"));
    putGiven(keys, "auto.offset.reset", args.text("offset_reset"));
    keys.putAll(args.map("config"));
    keys.keySet().removeAll(IGNORED_KEYS);
    return keys;
  }

  private static void putGiven(Map<String, String> keys, String key, String value) {
    if (!value.isEmpty()) {
      keys.put(key, value);
    }
  }

  private static void check(String key, String value) {
    Predicate<String> valid = VALID.get(key);
    if (valid == null) {
      throw TmqError.INVALID_PARAMETER.exception("unknown configuration key: " + key);
    }
    if (!valid.test(value)) {
      throw TmqError.INVALID_PARAMETER.exception("invalid value for key '" + key + "': " + value);
    }
  }

  private static Reset resetOf(String text) {
    return switch (text) {
      case "earliest" -> Reset.EARLIEST;
      case "latest" -> Reset.LATEST;
      case "none" -> Reset.NONE;
      default -> null;
    };
  }

  private static Duration interval(String text) {
    if (text.isEmpty()) {
      return Duration.ofSeconds(5);
    }
    if (!isNumber(text, 0, Integer.MAX_VALUE)) {
      throw new ProtocolException("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
    }
    return Duration.ofMillis(Long.parseLong(text));
  }

  /** As Go reads a boolean; empty is false. */
  private static boolean goBoolean(String text) {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "", "0", "f", "F", "false", "FALSE", "False" -> false;
      default ->
          throw new ProtocolException(
              "strconv.ParseBool: parsing \"" + text + "\": invalid syntax");
    };
  }

  private static boolean isBoolean(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.equals("true") || lower.equals("false");
  }

  private static boolean isNumber(String text, long min, long max) {
    try {
      long number = Long.parseLong(text);
      return number >= min && number <= max;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
