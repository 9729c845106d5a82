package io.taosbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.taosbridge.TDengine;
import io.taosbridge.block.ColumnType;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.embedded.EmbeddedTDengine.InUse;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Assumptions;

/**
 * One transport to the server, as one class of cases sees it: with databases of its own, made when
 * first asked for and dropped at the end.
 */
final class Target {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Transport transport;
  private final Server server;
  private final String url;
  private final String prefix =
      "ct_" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
  private final Map<Precision, String> databases = new EnumMap<>(Precision.class);
  private final Map<Precision, Vendor> vendors = new EnumMap<>(Precision.class);
  private final Deque<String> topics = new ArrayDeque<>();
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private int names;
  private Boolean storesBoundDecimals; // null until it was tried
  private Connection admin;

  /**
   * @param url where the transport reaches the server
   */
  Target(Transport transport, Server server, String url) {
    this.transport = transport;
    this.server = server;
    this.url = url;
  }

  Transport transport() {
    return transport;
  }

  boolean isEmbedded() {
    return server.embedded().isPresent();
  }

  EmbeddedTDengine embedded() {
    return server.embedded().orElseThrow();
  }

  /** The name by which {@link io.taosbridge.embedded.fault.Faults} knows a statement in SQL. */
  String queryAction() {
    return transport == Transport.REST ? "rest_sql" : "binary_query";
  }

  /** With user and password and nothing behind the port. */
  String url() {
    return url;
  }

  /** Where this transport reaches an embedded server other than the one of the suite. */
  String urlOf(EmbeddedTDengine another) {
    return EmbeddedServer.url(transport, another);
  }

  /** The login and the hosts, without a database. */
  ConnectionOptions options(Map<String, String> options) {
    return ConnectionOptions.parse(url, options);
  }

  ConnectionOptions options() {
    return options(Map.of());
  }

  /** A connection that uses the database in milliseconds; closed after the case. */
  Connection connect() {
    return connect(Precision.MILLISECONDS);
  }

  /** A connection that uses the database of this precision; closed after the case. */
  Connection connect(Precision precision) {
    return connect(options().withDatabase(database(precision)));
  }

  /**
   * A connection that can bind values, and uses the database of this precision: what this transport
   * cannot write it can read all the same. Closed after the case.
   */
  Connection connectWriter(Precision precision) {
    return connect(writerOptions().withDatabase(database(precision)));
  }

  private ConnectionOptions writerOptions() {
    return transport == Transport.REST
        ? ConnectionOptions.parse(server.url(Transport.WEBSOCKET).orElseThrow())
        : options();
  }

  /** Skips a case that binds what this server cannot store. */
  void assumeBinds(ColumnType type) {
    Assumptions.assumeTrue(
        !type.type().isDecimal() || storesBoundDecimals(),
        "this build of the server takes the text of a bound DECIMAL for raw bytes");
  }

  /** Those of some types whose values the server can store when they are bound. */
  List<String> bindable(List<String> types) {
    return types.stream()
        .filter(type -> !ColumnType.parse(type).type().isDecimal() || storesBoundDecimals())
        .toList();
  }

  private boolean storesBoundDecimals() {
    if (isEmbedded()) {
      return true;
    }
    if (storesBoundDecimals == null) {
      String value = "1.50";
      String table = unique("probe");
      try (Connection connection =
          TDengine.connect(writerOptions().withDatabase(database(Precision.MILLISECONDS)))) {
        connection.execute("create table " + table + " (ts timestamp, v decimal(10,2))");
        connection.executeMany(
            "insert into " + table + " values (?, ?)", List.of(List.of(1L, new BigDecimal(value))));
        try (QueryResult result = connection.query("select v from " + table)) {
          storesBoundDecimals = result.fetchOne().orElseThrow().get(0).toString().equals(value);
        }
      } catch (TDengineException e) {
        storesBoundDecimals = false; // as the client has found out
      }
    }
    return storesBoundDecimals;
  }

  /** The vendor's driver, on the same server and database, for the whole class. */
  Vendor vendor(Precision precision) throws SQLException {
    Optional<String> adapter = server.url(Transport.WEBSOCKET);
    Assumptions.assumeTrue(adapter.isPresent(), "the vendor's driver needs taosAdapter");
    if (!vendors.containsKey(precision)) {
      ConnectionOptions login = ConnectionOptions.parse(adapter.get());
      vendors.put(precision, new Vendor(login.withDatabase(database(precision)), precision));
    }
    return vendors.get(precision);
  }

  /** What a query can give of a value: JSON has no NaN and no infinities, so REST sends null. */
  Object readable(Object value) {
    boolean finite =
        !(value instanceof Float || value instanceof Double)
            || Double.isFinite(((Number) value).doubleValue());
    return finite || transport != Transport.REST ? value : null;
  }

  /** Any connection; closed after the case. */
  Connection connect(ConnectionOptions options) {
    return closeLater(TDengine.connect(options));
  }

  /** A consumer that starts at the beginning; closed after the case. */
  TmqConsumer consumer(TmqOptions tmq) {
    return closeLater(TDengine.consumer(options(), tmq));
  }

  <T extends AutoCloseable> T closeLater(T resource) {
    opened.push(resource);
    return resource;
  }

  /** The name of the database of this precision. */
  String database(Precision precision) {
    return databases.computeIfAbsent(
        precision,
        unit -> {
          String database = prefix + "_" + unit.symbol();
          // Topics need the log; one vgroup makes their order that of the writes.
          admin()
              .execute(
                  "create database "
                      + database
                      + " precision '"
                      + unit.symbol()
                      + "' vgroups 1 wal_retention_period 3600 keep 36500");
          return database;
        });
  }

  /** A name that nothing has yet. */
  String unique(String start) {
    names++;
    return start + names;
  }

  /**
   * Makes a topic.
   *
   * @param definition what follows {@code as} in CREATE TOPIC
   * @return its name
   */
  String topic(String definition) {
    String topic = unique(prefix + "_topic");
    admin().execute("create topic " + topic + " " + definition);
    topics.push(topic);
    return topic;
  }

  /** A connection that uses no database, for the whole class. */
  Connection admin() {
    if (admin == null) {
      admin = TDengine.connect(options());
    }
    return admin;
  }

  /** Closes what a case has opened, and drops its topics. */
  void closeOpened() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
    server.embedded().ifPresent(embedded -> embedded.faults().clear());
    // Now, since a server takes no more than 20 topics; it needs a moment to see consumers leave.
    while (!topics.isEmpty()) {
      String drop = "drop topic if exists " + topics.peek();
      eventually(() -> admin.execute(drop));
      topics.pop();
    }
  }

  /** Waits until nobody holds a result, statement or consumer; a real server does not tell. */
  void assertNothingHeldButSockets() {
    server.embedded().ifPresent(embedded -> eventually(() -> assertNothingHeld(embedded)));
  }

  private static void assertNothingHeld(EmbeddedTDengine embedded) {
    InUse inUse = embedded.inUse();
    assertThat(inUse).isEqualTo(new InUse(inUse.webSockets(), 0, 0, 0));
  }

  /** Drops what the cases have made, and looks whether they left anything behind. */
  void close() throws SQLException {
    for (Vendor vendor : vendors.values()) {
      vendor.close();
    }
    databases
        .values()
        .forEach(name -> eventually(() -> admin.execute("drop database if exists " + name)));
    if (admin != null) {
      admin.close();
    }
    eventually(server::assertNothingHeld);
    eventually(ClientThreads::assertNone);
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(PATIENCE).ignoreExceptions().untilAsserted(assertion);
  }

  /** Where it is shown: the transport. */
  @Override
  public String toString() {
    return transport.name();
  }
}
