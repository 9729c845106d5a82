package io.taosbridge.embedded;

import io.taosbridge.embedded.engine.Engine;
import io.taosbridge.embedded.engine.EngineException;
import io.taosbridge.embedded.engine.Session;
import io.taosbridge.embedded.engine.SqlResult;
import io.taosbridge.embedded.fault.FaultPlan;
import io.taosbridge.embedded.fault.Faults;
import io.taosbridge.embedded.server.Census;
import io.taosbridge.embedded.server.NettyServer;
import io.taosbridge.embedded.server.RestRoutes;
import io.taosbridge.embedded.server.Tokens;
import io.taosbridge.embedded.server.WsSession;
import io.taosbridge.embedded.tmq.Groups;
import io.taosbridge.embedded.tmq.TmqSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;

/**
 * A stand-in for TDengine behind taosAdapter, in this process: HTTP, {@code /ws} and {@code
 * /rest/tmq} on one port, of 127.0.0.1 unless told. It keeps everything in memory and forgets it
 * when closed.
 *
 * <pre>{@code
 * try (EmbeddedTDengine server = EmbeddedTDengine.start()) {
 *   server.execute("create database power");
 *   connect(server.url("ws")); // ws://root:taosdata@127.0.0.1:<port>
 * }
 * }</pre>
 */
public final class EmbeddedTDengine implements AutoCloseable {

  private static final String USER = "root";
  private static final String PASSWORD = "taosdata";

  private final Engine engine;
  private final ExecutorService pool;
  private final Faults faults;
  private final Groups groups;
  private final Census census = new Census();
  private final String host;
  private final IntFunction<NettyServer> listening;
  private final Session session;
  private volatile NettyServer server;

  private EmbeddedTDengine(Builder builder) {
    engine = new Engine(builder.version);
    AtomicInteger threads = new AtomicInteger();
    pool =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "embedded-tdengine-" + threads.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    FaultPlan plan = new FaultPlan();
    groups = new Groups(engine, plan);
    engine.subscriptions(groups);
    faults = new Faults(plan, groups);
    session = engine.login(USER, PASSWORD);
    String version = builder.version;
    host = builder.host;
    Tokens tokens = new Tokens(engine, builder.cloudToken, builder.bearerTokens);
    SSLContext tls = builder.tls;
    listening =
        port ->
            new NettyServer(
                new NettyServer.Address(host, port, tls),
                Map.of(
                    "/ws",
                    (peer, byCloud) ->
                        new WsSession(tokens, byCloud, census, plan, version, peer, pool),
                    "/rest/tmq",
                    (peer, byCloud) -> new TmqSession(tokens, groups, version, peer, pool)),
                new RestRoutes(engine, plan, tokens),
                tokens,
                pool);
    server = listening.apply(builder.port);
  }

  /** A server on any free port. */
  public static EmbeddedTDengine start() {
    return builder().start();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /**
   * Where to connect to, with user and password.
   *
   * @param scheme for example {@code ws}, {@code http}, {@code taos+ws}
   */
  public String url(String scheme) {
    String address = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return scheme + "://" + USER + ":" + PASSWORD + "@" + address + ":" + port();
  }

  /**
   * Executes statements in the server's own session, one after the other.
   *
   * @return what the last one answers
   * @throws EngineException with TDengine's code, if one fails; those after it are not executed
   */
  public SqlResult execute(String... statements) {
    SqlResult result = null;
    for (String sql : List.of(statements)) {
      result = engine.execute(session, sql.strip());
    }
    return result;
  }

  /**
   * How many rows were written to a database, those counted again that were written again. What was
   * recycled of its logs does not count.
   *
   * @throws EngineException 0x0388 if there is no such database
   */
  public long rowsWritten(String database) {
    return engine.rowsInLogs(database);
  }

  /** What clients hold open now. All zero when every client has cleaned up after itself. */
  public InUse inUse() {
    return new InUse(
        server.webSockets(),
        census.results().get(),
        census.statements().get(),
        groups.consumers().size());
  }

  /**
   * What clients hold open.
   *
   * @param results of queries, neither read to their ends nor freed
   * @param statements prepared and not closed
   * @param consumers members of consumer groups
   */
  public record InUse(int webSockets, int results, int statements, int consumers) {

    public static final InUse NOTHING = new InUse(0, 0, 0, 0);
  }

  /** Makes things go wrong on purpose. */
  public Faults faults() {
    return faults;
  }

  /** Closes every connection and refuses new ones until {@link #restart}; the data stays. */
  public void stop() {
    server.close();
  }

  /** Listens again on the same port after a {@link #stop}. */
  public void restart() {
    server = listening.apply(server.port());
  }

  /** Closes every connection and forgets all data. */
  @Override
  public void close() {
    server.close();
    pool.shutdownNow();
  }

  /** Settings of a server that is to be started. */
  public static final class Builder {

    private String host = "127.0.0.1";
    private int port;
    private String version = Engine.VERSION;
    private SSLContext tls;
    private String cloudToken = "";
    private final Map<String, String> bearerTokens = new HashMap<>();

    private Builder() {}

    /** The address to listen on, such as {@code ::1}; 127.0.0.1 unless given. */
    public Builder host(String address) {
      host = address;
      return this;
    }

    /** The port to listen on; 0, the default, for any that is free. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /** The version that it says it has. */
    public Builder version(String text) {
      version = text;
      return this;
    }

    /** Takes only TLS connections, with the key of this context. */
    public Builder tls(SSLContext context) {
      tls = context;
      return this;
    }

    /** Takes only requests with this {@code ?token=}, as TDengine's cloud service does. */
    public Builder cloudToken(String token) {
      cloudToken = token;
      return this;
    }

    /** Lets whoever has this token in as this user. Without any, tokens are ignored or refused. */
    public Builder bearerToken(String token, String user) {
      bearerTokens.put(token, user);
      return this;
    }

    public EmbeddedTDengine start() {
      return new EmbeddedTDengine(this);
    }
  }
}
