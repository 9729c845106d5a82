package io.taosbridge.transport.jni;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.ConnectionOptions.Endpoint;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.error.Errors;
import io.taosbridge.client.error.Errors.Context;
import io.taosbridge.client.error.TDengineException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Makes the library's consumer from the settings (native.md, section 8; tmq.md, section 1). */
final class TmqHandle {

  private static final int ERROR_TEXT_SIZE = 512;
  private static final int INVALID_VALUE = -1;
  private static final int UNNAMED_FAULT = 0xffff;
  private static final String SESSION_TIMEOUT = "session.timeout.ms";

  private final Tmq library;

  TmqHandle(Tmq library) {
    this.library = library;
  }

  /**
   * Connects to a host and logs in.
   *
   * @throws io.taosbridge.client.error.InterfaceException naming a setting that libtaos refuses
   */
  Pointer open(ConnectionOptions login, Endpoint endpoint, TmqOptions options) {
    Pointer conf = library.api().tmq_conf_new();
    if (conf == null) {
      throw failure("cannot make the settings of a consumer", "");
    }
    try {
      settings(login, endpoint, options).forEach((name, value) -> set(conf, name, value));
      return open(conf, login, endpoint, options);
    } finally {
      library.api().tmq_conf_destroy(conf);
    }
  }

  private Pointer open(
      Pointer conf, ConnectionOptions login, Endpoint endpoint, TmqOptions options) {
    try (Memory text = new Memory(ERROR_TEXT_SIZE)) {
      text.clear();
      Pointer consumer = library.api().tmq_consumer_new(conf, text, ERROR_TEXT_SIZE);
      if (consumer == null) {
        throw failure(
            "cannot make a consumer of group \""
                + options.group()
                + "\" "
                + describe(login)
                + " at "
                + endpoint,
            text.getString(0, StandardCharsets.UTF_8.name()));
      }
      return consumer;
    }
  }

  private static Map<String, String> settings(
      ConnectionOptions login, Endpoint endpoint, TmqOptions options) {
    Map<String, String> given = new TreeMap<>(options.settings());
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("td.connect.ip", endpoint.host());
    settings.put("td.connect.port", Integer.toString(endpoint.port()));
    if (login.bearerToken().isEmpty()) {
      settings.put("td.connect.user", login.user());
      settings.put("td.connect.pass", login.password());
    } else {
      settings.put("td.connect.token", login.bearerToken());
    }
    if (!login.database().isEmpty()) {
      settings.put("td.connect.db", login.database());
    }
    // Said aloud, because libtaos would commit by itself.
    settings.put("enable.auto.commit", "false");
    if (given.containsKey(SESSION_TIMEOUT)) {
      // First, because the heartbeat's interval is measured against it.
      settings.put(SESSION_TIMEOUT, given.get(SESSION_TIMEOUT));
    }
    settings.putAll(given);
    return settings;
  }

  /** Without secrets. */
  static String describe(ConnectionOptions login) {
    return login.bearerToken().isEmpty() ? "as \"" + login.user() + "\"" : "by bearer_token";
  }

  private void set(Pointer conf, String name, String value) {
    int code = library.api().tmq_conf_set(conf, name, Failure.text(value, "TMQ setting " + name));
    if (code == INVALID_VALUE) {
      throw Errors.invalid("libtaos refuses the value of TMQ setting " + name);
    }
    if (code != 0) {
      throw Errors.invalid("this libtaos does not know the TMQ setting " + name);
    }
  }

  private TDengineException failure(String what, String text) {
    int code = library.results().taos_errno(null);
    String reason = library.results().taos_errstr(null);
    if (code == 0) {
      return Errors.of(UNNAMED_FAULT, text, 0, Context.SUBSCRIPTION, what);
    }
    return Errors.of(code, reason, 0, Context.CONNECTION, what);
  }
}
