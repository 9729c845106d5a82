package io.taosbridge.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where and how to connect. Immutable; {@link #toString()} hides password and token.
 *
 * <pre>
 * [driver+]scheme://[user[:password]@][host[:port][,host[:port]...]][/database][?name=value[&amp;...]]
 * </pre>
 *
 * <p>The scheme is {@code ws} or {@code wss} (WebSocket), {@code http} or {@code https} (REST), all
 * on port 6041 unless told, or {@code taos} (native, 6030). IPv6 addresses stand in brackets. User,
 * password, database and values are percent-encoded where they hold special characters. A URL
 * without hosts means {@code localhost}; without user, TDengine's own default login.
 *
 * <p>The parameters have the names given in code below.
 *
 * @param tls whether and how the server proves who it is; on by {@code wss} and {@code https}
 * @param endpoints the hosts to spread connections over, and to move on to when one is lost
 * @param user name of the user, {@code root} unless given
 * @param password of the user
 * @param database the database to use, or empty
 * @param token {@code token}: the login for TDengine's cloud service, or empty
 * @param bearerToken {@code bearer_token}: a token issued by the database (TDengine 3.4 and newer),
 *     which logs in instead of user and password; or empty
 * @param timezone {@code timezone}: an IANA name such as {@code Europe/Berlin}, or empty for the
 *     server's
 * @param compression {@code compression}: whether messages travel compressed; {@code false}
 * @param retry how often connecting is tried again
 * @param connectTimeout {@code connect_timeout}, in seconds: how long each step of connecting to a
 *     host (connection, TLS, handshake, login) may take; 10. Native connecting goes by {@code
 *     taos.cfg}
 * @param readTimeout {@code read_timeout}, in seconds: how long a request other than a poll may
 *     take; 300
 * @param config {@code config}, native only: the directory of {@code taos.cfg}, or empty
 */
public record ConnectionOptions(
    Transport transport,
    Tls tls,
    List<Endpoint> endpoints,
    String user,
    String password,
    String database,
    String token,
    String bearerToken,
    String timezone,
    boolean compression,
    Retry retry,
    Duration connectTimeout,
    Duration readTimeout,
    String config) {

  static final String HIDDEN = "***";

  /** How bytes travel. */
  public enum Transport {
    WEBSOCKET("ws", "wss"),
    REST("http", "https"),
    NATIVE("taos", "taos");

    private final String scheme;
    private final String tlsScheme;

    Transport(String scheme, String tlsScheme) {
      this.scheme = scheme;
      this.tlsScheme = tlsScheme;
    }
  }

  /** A host name or address (IPv6 without brackets) and a port. */
  public record Endpoint(String host, int port) {

    /** {@code host:port}, with brackets around IPv6. */
    @Override
    public String toString() {
      return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /**
   * How a connection is secured. The name of the host is part of what is verified.
   *
   * @param ca {@code tls_ca}: a PEM file with the certificates to trust instead of those of the
   *     JDK, or empty
   * @param verify {@code tls_verify}: whether the certificate of the server is verified; {@code
   *     true}. Without it, anybody in between can read and change everything
   */
  public record Tls(boolean enabled, String ca, boolean verify) {

    /** No TLS. */
    public static final Tls NONE = new Tls(false, "", true);
  }

  /**
   * What happens when no host can be connected to.
   *
   * @param times {@code conn_retries}: how often all hosts are tried again; 5
   * @param backoff {@code retry_backoff_ms}: the first pause between tries, which doubles; 200
   * @param backoffMax {@code retry_backoff_max_ms}: the longest pause between tries; 2000
   */
  public record Retry(int times, Duration backoff, Duration backoffMax) {

    /** The pause before a try, counted from 0. */
    public Duration pauseBefore(int attempt) {
      Duration pause = backoff;
      for (int i = 0; i < attempt && pause.compareTo(backoffMax) < 0 && !pause.isZero(); i++) {
        pause = pause.multipliedBy(2);
      }
      return pause.compareTo(backoffMax) < 0 ? pause : backoffMax;
    }
  }

  public ConnectionOptions {
    endpoints = List.copyOf(endpoints);
  }

  /**
   * Reads a URL such as {@code ws://user:password@host1:6041,host2:6041/database?timezone=UTC}.
   *
   * @throws io.taosbridge.client.error.InterfaceException naming what is wrong in the URL
   */
  public static ConnectionOptions parse(String url) {
    return parse(url, Map.of());
  }

  /**
   * Reads a URL; an option given here wins over the same one in the URL.
   *
   * @param options {@code user}, {@code password}, {@code database} and the URL's parameters by
   *     name
   * @throws io.taosbridge.client.error.InterfaceException naming what is wrong in the URL or
   *     options
   */
  public static ConnectionOptions parse(String url, Map<String, String> options) {
    return ConnectionUrl.parse(url).toOptions(options);
  }

  /** The same, but using another database; empty for none. */
  public ConnectionOptions withDatabase(String other) {
    return with(user, password, other, bearerToken);
  }

  /** The same, but with another user's login. */
  public ConnectionOptions withLogin(String otherUser, String otherPassword) {
    return with(otherUser, otherPassword, database, "");
  }

  /** The same, but with the login of a token that the database issued. */
  public ConnectionOptions withBearerToken(String otherToken) {
    return with(user, password, database, otherToken);
  }

  private ConnectionOptions with(
      String newUser, String newPassword, String newDatabase, String newBearerToken) {
    return new ConnectionOptions(
        transport,
        tls,
        endpoints,
        newUser,
        newPassword,
        newDatabase,
        token,
        newBearerToken,
        timezone,
        compression,
        retry,
        connectTimeout,
        readTimeout,
        config);
  }

  /** The hosts with their ports, separated by commas. */
  public String hosts() {
    return endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(","));
  }

  /** The URL in short, without secrets. */
  @Override
  public String toString() {
    return (tls.enabled() ? transport.tlsScheme : transport.scheme)
        + "://"
        + (bearerToken.isEmpty() ? user + ":" + HIDDEN + "@" : "")
        + hosts()
        + (database.isEmpty() ? "" : "/" + database)
        + (token.isEmpty() ? "" : "?token=" + HIDDEN)
        + (bearerToken.isEmpty() ? "" : "?bearer_token=" + HIDDEN);
  }
}
