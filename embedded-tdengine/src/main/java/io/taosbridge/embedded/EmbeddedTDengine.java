package io.taosbridge.embedded;

import io.taosbridge.embedded.engine.Engine;
import io.taosbridge.embedded.engine.EngineException;
import io.taosbridge.embedded.engine.Session;
import io.taosbridge.embedded.engine.SqlResult;
import io.taosbridge.embedded.fault.FaultPlan;
import io.taosbridge.embedded.fault.Faults;
import io.taosbridge.embedded.server.NettyServer;
import io.taosbridge.embedded.server.RestRoutes;
import io.taosbridge.embedded.server.WsSession;
import io.taosbridge.embedded.tmq.Groups;
import io.taosbridge.embedded.tmq.TmqSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A stand-in for TDengine behind taosAdapter, in this process and on 127.0.0.1: HTTP, {@code /ws}
 * and {@code /rest/tmq} on one port. It keeps everything in memory and forgets it when closed.
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

  private final Engine engine = new Engine();
  private final ExecutorService pool;
  private final Faults faults;
  private final NettyServer server;
  private final Session session;

  private EmbeddedTDengine(Builder builder) {
    AtomicInteger threads = new AtomicInteger();
    pool =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "embedded-tdengine-" + threads.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    FaultPlan plan = new FaultPlan();
    Groups groups = new Groups(engine, plan);
    engine.subscriptions(groups);
    faults = new Faults(plan, groups);
    session = engine.login(USER, PASSWORD);
    String version = builder.version;
    server =
        new NettyServer(
            builder.port,
            Map.of(
                "/ws", peer -> new WsSession(engine, plan, version, peer, pool),
                "/rest/tmq", peer -> new TmqSession(engine, groups, version, peer, pool)),
            new RestRoutes(engine, plan),
            pool);
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
    return scheme + "://" + USER + ":" + PASSWORD + "@127.0.0.1:" + port();
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

  /** Makes things go wrong on purpose. */
  public Faults faults() {
    return faults;
  }

  /** Closes every connection and forgets all data. */
  @Override
  public void close() {
    server.close();
    pool.shutdownNow();
  }

  /** Settings of a server that is to be started. */
  public static final class Builder {

    private int port;
    private String version = Engine.VERSION;

    private Builder() {}

    /** The port to listen on; 0, the default, for any that is free. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /** The version that {@code version}, {@code conn} and {@code subscribe} report. */
    public Builder version(String text) {
      version = text;
      return this;
    }

    public EmbeddedTDengine start() {
      return new EmbeddedTDengine(this);
    }
  }
}
