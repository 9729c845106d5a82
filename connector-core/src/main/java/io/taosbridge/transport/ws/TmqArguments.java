package io.taosbridge.transport.ws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.TmqOptions;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Builds the arguments of {@code subscribe} (tmq.md, section 1). */
final class TmqArguments {

  static final String APPLICATION = "taosbridge";

  /** Settings that have a member of their own; all others travel in {@code config}. */
  private static final Map<String, String> MEMBERS =
      Map.of(
          "group.id", "group_id",
          "client.id", "client_id",
          "auto.offset.reset", "offset_rest", // misspelt in the protocol
          "auto.commit.interval.ms", "auto_commit_interval_ms",
          "experimental.snapshot.enable", "snapshot_enable",
          "msg.with.table.name", "with_table_name",
          "msg.enable.batchmeta", "enable_batch_meta",
          "msg.consume.excluded", "msg_consume_excluded",
          "session.timeout.ms", "session_timeout_ms",
          "max.poll.interval.ms", "max_poll_interval_ms");

  private static final String AUTO_COMMIT = "enable.auto.commit";
  private static final String TOKEN = "td.connect.token";
  private static final Set<String> LOGIN = Set.of("td.connect.user", "td.connect.pass", TOKEN);

  private TmqArguments() {}

  /**
   * @param login with the user and password, or the token, to send
   */
  static ObjectNode subscribe(
      ConnectionOptions login, TmqOptions options, Collection<String> topics) {
    Map<String, String> settings = options.settings();
    ObjectNode arguments = WsSocket.arguments();
    arguments
        .put("db", login.database())
        .put("tz", login.timezone())
        .put("app", APPLICATION)
        // Said aloud, because TDengine's documentation and its adapter differ in the default.
        .put("auto_commit", settings.getOrDefault(AUTO_COMMIT, "false"));
    WsLogin.put(arguments, login);
    topics.forEach(arguments.putArray("topics")::add);
    ObjectNode config = arguments.objectNode();
    settings.forEach(
        (name, value) -> {
          String member = MEMBERS.get(name);
          if (member != null) {
            arguments.put(member, value);
          } else if (!name.equals(AUTO_COMMIT) && !LOGIN.contains(name)) {
            config.put(name, value);
          }
        });
    if (!login.bearerToken().isEmpty()) {
      config.put(TOKEN, login.bearerToken());
    }
    if (!config.isEmpty()) {
      arguments.set("config", config);
    }
    return arguments;
  }
}
