package io.taosbridge.transport.jni;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import io.taosbridge.client.error.Errors;
import java.io.File;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * TDengine's client library, loaded into this process. JNA binds the native methods of a class once
 * for all its objects, and the library starts up once, so there is one of them for good.
 */
final class Libtaos {

  /** The whole interface under its usual name, and what stands behind it. */
  private static final List<String> NAMES = List.of("taos", "taosnative");

  private static final int OPTION_CONFIG_DIRECTORY = 3;
  private static final String MINIMUM_VERSION = "3.3.6";

  private static Libtaos instance;

  private final NativeLibrary library;
  private final String config;
  private final ConnectionApi connections;
  private final Map<Class<?>, Object> features = new HashMap<>();
  private Tmq subscriptions;

  private Libtaos(NativeLibrary library, String config) {
    this.library = library;
    this.config = config;
    this.connections = bind(new ConnectionApi(), "the native transport");
  }

  /**
   * The library, loaded and started when it is first asked for.
   *
   * @param config the directory of {@code taos.cfg}, or empty for any
   * @throws io.taosbridge.client.error.InterfaceException if the library is not found, is too old,
   *     does not start, or was started with another directory
   */
  static synchronized Libtaos load(String config) {
    if (instance == null) {
      Libtaos libtaos = new Libtaos(find(), config);
      libtaos.start();
      instance = libtaos;
    }
    if (!config.isEmpty() && !config.equals(instance.config)) {
      throw Errors.invalid(
          "option config is "
              + config
              + ", but TDengine's client library was started with "
              + (instance.config.isEmpty() ? "its default" : instance.config)
              + " in this process, and reads its configuration once");
    }
    return instance;
  }

  private static NativeLibrary find() {
    List<UnsatisfiedLinkError> failures = new ArrayList<>();
    for (String name : NAMES) {
      try {
        return NativeLibrary.getInstance(name, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));
      } catch (UnsatisfiedLinkError e) {
        failures.add(e);
      }
    }
    throw Errors.invalid(
        "TDengine's client library cannot be loaded: looked for "
            + String.join(" and ", NAMES.stream().map(System::mapLibraryName).toList())
            + " in jna.library.path ("
            + orUnset(System.getProperty("jna.library.path"))
            + "), LD_LIBRARY_PATH ("
            + orUnset(System.getenv("LD_LIBRARY_PATH"))
            + ") and the system's directories; install TDengine's client, or connect by ws://,"
            + " which needs no library. Details: "
            + failures.get(0).getMessage().replace(File.pathSeparator + "\n", "\n"),
        failures.get(0));
  }

  private static String orUnset(String value) {
    return value == null || value.isEmpty() ? "not set" : value;
  }

  private void start() {
    if (!config.isEmpty()) {
      if (!new File(config).isDirectory()) {
        throw Errors.invalid("option config must be a directory that exists: " + config);
      }
      connections.taos_options(OPTION_CONFIG_DIRECTORY, config);
    }
    if (connections.taos_init() != 0) {
      throw Errors.invalid(
          "TDengine's client library "
              + library.getFile()
              + " does not start: "
              + connections.taos_errstr(null)
              + "; its configuration"
              + (config.isEmpty() ? "" : " in " + config)
              + " or the directory of its logs may be at fault");
    }
  }

  ConnectionApi connections() {
    return connections;
  }

  OptionsApi options() {
    return feature(OptionsApi.class, OptionsApi::new, "the timezone of a native connection");
  }

  Stmt2Api stmt2() {
    return feature(Stmt2Api.class, Stmt2Api::new, "a prepared statement (STMT2)");
  }

  StmtApi stmt() {
    return feature(StmtApi.class, StmtApi::new, "a statement by STMT");
  }

  SchemalessApi schemaless() {
    return feature(SchemalessApi.class, SchemalessApi::new, "schemaless writing");
  }

  RawWriteApi rawWriting() {
    return feature(RawWriteApi.class, RawWriteApi::new, "writing as replicated");
  }

  synchronized Tmq subscriptions() {
    if (subscriptions == null) {
      TmqApi api = feature(TmqApi.class, TmqApi::new, "a subscription");
      subscriptions = new Tmq(connections, api, rawMessages(), new Commits(api));
    }
    return subscriptions;
  }

  private Optional<TmqRawApi> rawMessages() {
    return has("tmq_get_raw") && has("tmq_free_raw")
        ? Optional.of(feature(TmqRawApi.class, TmqRawApi::new, "reading messages whole"))
        : Optional.empty();
  }

  /**
   * Binds the functions of a feature when it is first used: a library of another version may lack
   * them, and serves for the rest.
   *
   * @param name of the feature, for the exception that says that the library lacks it
   * @throws io.taosbridge.client.error.InterfaceException naming the functions that are missing
   */
  private synchronized <T> T feature(Class<T> type, Supplier<T> maker, String name) {
    return type.cast(features.computeIfAbsent(type, unbound -> bind(maker.get(), name)));
  }

  private <T> T bind(T api, String name) {
    List<String> missing = new ArrayList<>();
    for (Method method : api.getClass().getDeclaredMethods()) {
      if (Modifier.isNative(method.getModifiers()) && !has(method.getName())) {
        missing.add(method.getName());
      }
    }
    if (!missing.isEmpty()) {
      missing.sort(null);
      throw Errors.invalid(
          name
              + " needs "
              + String.join(", ", missing)
              + ", which TDengine's client library "
              + library.getFile()
              + version()
              + " does not have: install the client of "
              + MINIMUM_VERSION
              + " or later, or connect by ws://");
    }
    Native.register(api.getClass(), library);
    return api;
  }

  private boolean has(String function) {
    try {
      return library.getGlobalVariableAddress(function) != null;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }

  private String version() {
    return connections == null ? "" : " of version " + connections.taos_get_client_info();
  }
}
