package io.taosbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.TmqConsumer;
import io.taosbridge.client.TmqOptions;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.embedded.EmbeddedTDengine.InUse;
import io.taosbridge.transport.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything about getting to a server by WebSocket. */
@Timeout(120)
class ConnectTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private EmbeddedTDengine server;

  @BeforeEach
  void startServer() {
    server = EmbeddedTDengine.start();
  }

  @AfterEach
  void stopServer() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    server.close();
  }

  private EmbeddedTDengine start(EmbeddedTDengine.Builder builder) {
    EmbeddedTDengine another = builder.start();
    opened.add(another);
    return another;
  }

  private TcpProxy proxy() {
    TcpProxy proxy = TcpProxy.to(server.port());
    opened.add(proxy);
    return proxy;
  }

  private static Object value(Connection connection, String sql) {
    try (QueryResult result = connection.query(sql)) {
      return result.fetchOne().orElseThrow().get(0);
    }
  }

  @Test
  void secures(@TempDir Path folder) {
    // Given
    TestCertificate certificate = TestCertificate.make(folder);
    EmbeddedTDengine secured = start(EmbeddedTDengine.builder().tls(certificate.serverContext()));
    secured.execute("create database db", "create topic t as database db");
    String url = secured.url("wss") + "?conn_retries=0&compression=true";

    // When
    try (Connection connection = TDengine.connect(url + "&tls_ca=" + certificate.pemFile())) {
      // Then
      assertThat(value(connection, "select 1")).isEqualTo(1L);
    }
    String rest = secured.url("https") + "?conn_retries=0&compression=true";
    try (Connection connection = TDengine.connect(rest + "&tls_ca=" + certificate.pemFile())) {
      assertThat(value(connection, "select 1")).isEqualTo(1L);
    }
    assertThatThrownBy(() -> TDengine.connect(rest)).isInstanceOf(ConnectionException.class);
    // and for consumers as well
    ConnectionOptions unverified = ConnectionOptions.parse(url + "&tls_verify=false");
    try (TmqConsumer consumer = TDengine.consumer(unverified, TmqOptions.ofGroup("g"))) {
      consumer.subscribe(List.of("t"));
      assertThat(consumer.subscription()).containsExactly("t");
    }
    assertThatThrownBy(() -> TDengine.connect(url))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("TLS failed");
    assertThatThrownBy(() -> TDengine.connect(secured.url("ws") + "?conn_retries=0"))
        .as("without TLS")
        .isInstanceOf(ConnectionException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void compressesBothWays(boolean compression) {
    // Given
    TcpProxy proxy = proxy();
    String text = "abcdefgh".repeat(5_000);
    String url = "ws://127.0.0.1:" + proxy.port() + "?compression=" + compression;
    try (Connection connection = TDengine.connect(url)) {
      long sent = proxy.bytesFromClient();
      long received = proxy.bytesFromServer();

      // When
      Object echo = value(connection, "select '" + text + "'");

      // Then
      assertThat(echo).isEqualTo(text);
      assertThat(proxy.bytesFromClient() - sent < 4_000).isEqualTo(compression);
      assertThat(proxy.bytesFromServer() - received < 4_000).isEqualTo(compression);
    }
  }

  @Test
  void readsAndWritesTimesInTheZoneOfTheConnection() {
    // Given
    server.execute("create database db", "create table db.t (ts timestamp, v int)");

    // When
    try (Connection shanghai = TDengine.connect(server.url("ws") + "?timezone=Asia/Shanghai");
        Connection utc = TDengine.connect(server.url("ws") + "?timezone=UTC")) {
      shanghai.execute("insert into db.t values ('2024-01-01 08:00:00', 1)");

      // Then
      long expected = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
      assertThat(value(utc, "select ts from db.t")).isEqualTo(expected);
      assertThat(value(utc, "select count(*) from db.t where ts = '2024-01-01 00:00:00'"))
          .isEqualTo(1L);
      assertThat(value(shanghai, "select count(*) from db.t where ts = '2024-01-01 08:00:00'"))
          .isEqualTo(1L);
      assertThat(value(shanghai, "select timezone()").toString()).contains("+0800");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "http"})
  void reachesAServerByIpv6(String scheme) {
    // Given
    EmbeddedTDengine ipv6 = start(EmbeddedTDengine.builder().host("::1"));

    // When
    try (Connection connection = TDengine.connect(ipv6.url(scheme))) {
      // Then
      assertThat(ipv6.url(scheme)).contains("[::1]");
      assertThat(value(connection, "select 1")).isEqualTo(1L);
    }
    assertThatThrownBy(
            () -> TDengine.connect(ipv6.url(scheme).replace("root", "no_one") + "?conn_retries=0"))
        .isInstanceOf(TDengineException.class)
        .hasMessageContaining("[::1]:" + ipv6.port());
  }

  @Test
  void asksTheResolverForANameWithAnUnderscore() {
    assertThatThrownBy(() -> TDengine.connect("ws://no_such_host.invalid?conn_retries=0"))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("no_such_host.invalid:6041: unknown host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "http"})
  void logsInByATokenOfTheCloudService(String scheme) {
    // Given
    EmbeddedTDengine cloud = start(EmbeddedTDengine.builder().cloudToken("t+/ =&"));
    String url = cloud.url(scheme) + "?conn_retries=0";

    // When
    try (Connection connection = TDengine.connect(url + "&token=t%2B%2F%20%3D%26")) {
      // Then
      assertThat(value(connection, "select 1")).isEqualTo(1L);
    }
    assertThatThrownBy(() -> TDengine.connect(url + "&token=S3cr3t"))
        .isInstanceOf(TDengineException.class)
        .hasMessageContaining("401")
        .hasMessageNotContaining("S3cr3t");
  }

  @Test
  void logsInByATokenOfTheDatabase() {
    // Given
    EmbeddedTDengine recent = start(EmbeddedTDengine.builder().bearerToken("b1", "reader"));
    recent.execute("create user reader pass 'R3ader#pass'", "create database db");
    recent.execute("create topic t as database db");
    String url = "ws://127.0.0.1:" + recent.port() + "?conn_retries=0&bearer_token=";

    // When
    try (Connection connection = TDengine.connect(url + "b1");
        Connection rest = TDengine.connect(url.replace("ws://", "http://") + "b1");
        TmqConsumer consumer =
            TDengine.consumer(ConnectionOptions.parse(url + "b1"), TmqOptions.ofGroup("g"))) {
      consumer.subscribe(List.of("t"));

      // Then
      assertThat(value(connection, "select current_user()").toString()).startsWith("reader");
      assertThat(value(rest, "select current_user()").toString()).startsWith("reader");
      assertThat(consumer.subscription()).containsExactly("t");
    }
    assertThatThrownBy(() -> TDengine.connect(url + "S3cr3t"))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("cannot log in to 127.0.0.1:" + recent.port() + " by bearer_token")
        .hasMessageNotContaining("S3cr3t");
  }

  @Test
  void aServerThatKnowsNoTokensDoesNotLetTheDefaultUserInInstead() {
    assertThatThrownBy(
            () ->
                TDengine.connect(
                    "ws://127.0.0.1:" + server.port() + "?conn_retries=0&bearer_token=b"))
        .isInstanceOf(TDengineException.class)
        .hasMessageContaining("by bearer_token");
  }

  @Test
  void spreadsConnectionsOverTheHosts() throws Exception {
    // Given
    List<TcpProxy> hosts = Stream.generate(this::proxy).limit(3).toList();
    List<Connection> connections = new ArrayList<>();

    // When
    for (int i = 0; i < 60; i++) {
      connections.add(TDengine.connect(url(hosts, "connect_timeout=60")));
    }

    // Then: each host is left out by a chance of less than one to ten billions
    assertThat(hosts).allSatisfy(host -> assertThat(host.connections()).isPositive());
    assertThat(hosts.stream().mapToInt(TcpProxy::connections).sum()).isEqualTo(60);
    connections.forEach(Connection::close);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 20, 150, 300})
  void goesToTheNextHostWhenOneIsLostOnTheWay(long bytesBeforeLoss) {
    // Given
    TcpProxy broken = proxy(); // in WebSocket's handshake, or while logging in
    broken.breakAfter(bytesBeforeLoss);

    assertReachesTheOther(broken, "conn_retries=0");
  }

  @Test
  void goesToTheNextHostWhenOneNeverAnswers() {
    // Given
    TcpProxy silent = proxy();
    silent.keepSilent();

    // retries, because the short time is for the host that answers, too
    assertReachesTheOther(silent, "connect_timeout=2&conn_retries=20");
  }

  @Test
  void goesToTheNextHostWhenOneRefuses() throws IOException {
    // Given
    TcpProxy refusing = proxy();
    refusing.close();

    assertReachesTheOther(refusing, "conn_retries=0");
  }

  private void assertReachesTheOther(TcpProxy bad, String parameters) {
    TcpProxy good = proxy();
    for (int i = 0; i < 8; i++) { // so that the bad one is tried first in some of them
      try (Connection connection = TDengine.connect(url(List.of(bad, good), parameters))) {
        assertThat(value(connection, "select 1")).isEqualTo(1L);
      }
    }
    assertThat(good.connections()).isGreaterThanOrEqualTo(8);
  }

  private static String url(List<TcpProxy> hosts, String parameters) {
    List<String> names = hosts.stream().map(host -> "127.0.0.1:" + host.port()).toList();
    return "ws://root:taosdata@" + String.join(",", names) + "/?" + parameters;
  }

  @Test
  void retriesUntilAServerComesUp() throws Exception {
    // Given
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }
    Thread later =
        new Thread(
            () -> {
              await().pollDelay(Duration.ofMillis(300)).until(() -> true);
              start(EmbeddedTDengine.builder().port(port));
            });
    later.start();

    // When
    try (Connection connection =
        TDengine.connect("ws://127.0.0.1:" + port + "?conn_retries=1000&retry_backoff_max_ms=50")) {
      // Then
      assertThat(connection.isOpen()).isTrue();
    }
    later.join();
  }

  @Test
  void leavesNothingBehind() {
    // Given
    server.execute("create database db", "create topic t as database db");
    ConnectionOptions options = ConnectionOptions.parse(server.url("ws") + "/db");
    server.execute("create table db.m (ts timestamp, v int)");
    try (Connection connection = TDengine.connect(options);
        TmqConsumer consumer = TDengine.consumer(options, TmqOptions.ofGroup("g"))) {
      consumer.subscribe(List.of("t"));
      connection.prepare("insert into m values (?, ?)");
      connection.query("select * from information_schema.ins_tables");

      // Then
      assertThat(server.inUse()).isEqualTo(new InUse(2, 1, 1, 1));
    }
    await().atMost(PATIENCE).until(() -> server.inUse().equals(InUse.NOTHING));
    awaitNoThreads();
  }

  @Test
  void noThreadWaitsForAServerThatHangs() {
    // Given
    Connection connection = TDengine.connect(server.url("ws") + "?read_timeout=1");
    server.faults().mute("binary_query");
    assertThatThrownBy(() -> connection.execute("show databases"))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("no reply");

    // When
    connection.close();

    // Then
    awaitNoThreads();
  }

  private static void awaitNoThreads() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("WebSocket")));
  }
}
