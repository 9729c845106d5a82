package io.taosbridge.connect;

import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.TDengineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** The options that say where TDengine is and who logs in. */
public final class ConnectionConfig {

  public static final String URL = "connection.url";
  public static final String USER = "connection.user";
  public static final String PASSWORD = "connection.password";
  public static final String TOKEN = "connection.token";
  public static final String BEARER_TOKEN = "connection.bearer.token";
  public static final String TLS_CA = "connection.tls.ca";
  public static final String TLS_VERIFY = "connection.tls.verify";

  private static final String GROUP = "Connection";

  /** Wrong password, no such user, and other refusals of a login (errors.md, section 3). */
  private static final Set<Integer> LOGIN_REFUSED =
      Set.of(0x0357, 0x0351, 0x0352, 0x0353, 0x0207, 0x0208, 0x0003, 0x0315);

  private ConnectionConfig() {}

  /** Adds the options to a definition. */
  public static void define(ConfigDef definition) {
    definition
        .define(
            URL,
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            new ConfigDef.NonEmptyString(),
            Importance.HIGH,
            "Where TDengine's taosAdapter is, such as ws://host:6041, or"
                + " wss://host1:6041,host2:6041?timezone=UTC for TLS and several hosts, which are"
                + " tried in turn. Required.",
            GROUP,
            1,
            Width.LONG,
            "URL")
        .define(
            USER,
            ConfigDef.Type.STRING,
            null,
            Importance.HIGH,
            "The user that logs in; wins over the one in the URL. Default: the URL's, else root.",
            GROUP,
            2,
            Width.MEDIUM,
            "User")
        .define(
            PASSWORD,
            ConfigDef.Type.PASSWORD,
            null,
            Importance.HIGH,
            "The user's password; wins over the one in the URL. Default: the URL's, else TDengine's"
                + " own default.",
            GROUP,
            3,
            Width.MEDIUM,
            "Password")
        .define(
            TOKEN,
            ConfigDef.Type.PASSWORD,
            null,
            Importance.MEDIUM,
            "The token for TDengine's cloud service, instead of user and password; wins over the"
                + " one in the URL. Default: none.",
            GROUP,
            4,
            Width.MEDIUM,
            "Token")
        .define(
            BEARER_TOKEN,
            ConfigDef.Type.PASSWORD,
            null,
            Importance.LOW,
            "A token issued by the database (TDengine 3.4 and newer), which logs in instead of user"
                + " and password; wins over the one in the URL. Default: none.",
            GROUP,
            5,
            Width.MEDIUM,
            "Bearer token")
        .define(
            TLS_CA,
            ConfigDef.Type.STRING,
            null,
            ConfigDef.LambdaValidator.with(
                ConnectionConfig::requireFile, () -> "a file that can be read"),
            Importance.MEDIUM,
            "A PEM file on every worker with the certificates to trust with wss:// instead of those"
                + " of the JDK; wins over tls_ca in the URL. Default: the JDK's trust store.",
            GROUP,
            6,
            Width.LONG,
            "CA certificates")
        .define(
            TLS_VERIFY,
            ConfigDef.Type.BOOLEAN,
            true,
            Importance.LOW,
            "Whether the server's certificate and its host name are verified with wss://. Without"
                + " it, anybody in between can read and change everything. Wins over tls_verify in"
                + " the URL when given.",
            GROUP,
            7,
            Width.SHORT,
            "Verify TLS");
  }

  private static void requireFile(String name, Object value) {
    if (value instanceof String file && !Files.isReadable(Path.of(file))) {
      throw new ConfigException(name, value, "there is no such file, or it cannot be read");
    }
  }

  /**
   * Where to connect. An option wins over the same thing in the URL.
   *
   * @param more parameters of the URL by name, which win over all
   * @throws io.taosbridge.client.error.InterfaceException naming what is wrong
   */
  public static ConnectionOptions options(AbstractConfig config, Map<String, String> more) {
    Map<String, String> options = new HashMap<>();
    if (config.getString(USER) != null) {
      options.put("user", config.getString(USER));
    }
    putSecret(options, "password", config, PASSWORD);
    putSecret(options, "token", config, TOKEN);
    putSecret(options, "bearer_token", config, BEARER_TOKEN);
    if (config.getString(TLS_CA) != null) {
      options.put("tls_ca", config.getString(TLS_CA));
    }
    if (config.originals().containsKey(TLS_VERIFY)) {
      options.put("tls_verify", String.valueOf(config.getBoolean(TLS_VERIFY)));
    }
    options.putAll(more);
    return ConnectionOptions.parse(config.getString(URL).strip(), options);
  }

  /**
   * Where to connect by a configuration whose other options may be missing or wrong; empty if these
   * are.
   *
   * @param more parameters of the URL by name, which win over all
   */
  public static Optional<ConnectionOptions> ofCandidate(
      Map<String, String> candidate, Map<String, String> more) {
    ConfigDef definition = new ConfigDef();
    define(definition);
    try {
      return Optional.of(options(new AbstractConfig(definition, candidate, false), more));
    } catch (ConfigException | InterfaceException e) {
      return Optional.empty();
    }
  }

  /** Options that contradict each other though each is valid for itself, with what to do. */
  public static Map<String, String> contradictions(AbstractConfig config) {
    Map<String, String> problems = new HashMap<>();
    boolean login = config.getString(USER) != null || config.getPassword(PASSWORD) != null;
    if (config.getPassword(BEARER_TOKEN) != null && login) {
      problems.put(
          BEARER_TOKEN, "logs in instead of user and password: leave out this, or those two");
    }
    return problems;
  }

  /** The option to look at when options do not make a connection: that of TLS, or the URL. */
  public static String optionAtFault(AbstractConfig config, InterfaceException refusal) {
    return config.getString(TLS_CA) != null && refusal.getMessage().contains("tls_ca")
        ? TLS_CA
        : URL;
  }

  /** The option to look at after an attempt to connect failed: the password, or the URL. */
  public static String optionAtFault(TDengineException failure) {
    return LOGIN_REFUSED.contains(failure.code()) ? PASSWORD : URL;
  }

  private static void putSecret(
      Map<String, String> options, String name, AbstractConfig config, String key) {
    if (config.getPassword(key) != null) {
      options.put(name, config.getPassword(key).value());
    }
  }
}
