package io.taosbridge.contract;

import static io.taosbridge.client.ConnectionOptions.Transport.NATIVE;
import static io.taosbridge.client.ConnectionOptions.Transport.REST;
import static io.taosbridge.client.ConnectionOptions.Transport.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.TDengine;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.transport.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Getting to a server, and what a connection knows of it. */
@Covers(Area.CONNECT)
class ConnectContractTest extends ContractTest {

  /** A port at which nobody listens. */
  private static int deadPort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private EmbeddedTDengine start(EmbeddedTDengine.Builder builder) {
    return target.closeLater(builder.start());
  }

  private Connection connect(String url) {
    return target.connect(ConnectionOptions.parse(url, Map.of("conn_retries", "0")));
  }

  @Test
  void tellsTheVersions() {
    // When
    Connection connection = target.connect();

    // Then
    assertThat(connection.serverVersion()).matches("3\\.\\d+\\.\\d+.*");
    assertThat(connection.clientVersion()).matches("v?3\\.\\d+\\.\\d+.*");
    assertThat(value(connection, "select server_version()")).isEqualTo(connection.serverVersion());
  }

  @Test
  void tellsTheCurrentDatabase() {
    // Given
    String database = target.database(Precision.MILLISECONDS);
    Connection none = target.connect(target.options());

    // When, Then
    assertThat(none.currentDatabase()).isEmpty();
    assertThat(target.connect().currentDatabase()).hasValue(database);
    none.execute("use " + database);
    assertThat(none.currentDatabase()).hasValue(database);
  }

  @Test
  void usesTheDatabaseOfTheUrl() {
    // Given
    Connection connection = connect(target.url() + "/" + target.database(Precision.MICROSECONDS));
    String table = target.unique("here");

    // When
    connection.execute("create table " + table + " (ts timestamp, v int)");

    // Then
    assertThat(
            value(
                connection,
                "select count(*) from " + target.database(Precision.MICROSECONDS) + "." + table))
        .isEqualTo(0L);
  }

  @Test
  void pings() {
    // Given
    Connection connection = target.connect();

    // When
    connection.ping();
    assertThat(connection.isOpen()).isTrue();
    connection.close();

    // Then
    assertThat(connection.isOpen()).isFalse();
    assertThatThrownBy(connection::ping).isInstanceOf(TDengineException.class);
  }

  @Test
  void takesADriverPrefix() {
    assertThat(value(connect("taos+" + target.url()), "select 1")).isEqualTo(1L);
  }

  @Test
  void prefersOptionsOverTheUrl() {
    // Given
    String url = target.url().replaceFirst("://[^@]*@", "://nobody:wrong@") + "?timezone=UTC";

    // When
    Connection connection =
        target.connect(
            ConnectionOptions.parse(
                url, Map.of("user", "root", "password", "taosdata", "timezone", "Asia/Shanghai")));

    // Then
    assertThat(value(connection, "select timezone()")).asString().contains("+0800");
  }

  @ParameterizedTest
  @CsvSource({
    "Asia/Shanghai, 1767196800000",
    "UTC, 1767225600000",
    "America/Caracas, 1767240000000"
  })
  void readsTimesInTheZoneOfTheConnection(String zone, long midnight) {
    // Given
    Connection connection =
        target.connect(
            target
                .options(Map.of("timezone", zone))
                .withDatabase(target.database(Precision.MILLISECONDS)));
    String table = target.unique("zone");
    connection.execute("create table " + table + " (ts timestamp, v int)");

    // When
    connection.execute("insert into " + table + " values ('2026-01-01 00:00:00', 1)");

    // Then
    assertThat(value(connection, "select ts from " + table)).isEqualTo(midnight);
  }

  @Test
  @AvailableOn({WEBSOCKET, REST})
  void compresses() {
    // Given
    Connection connection = target.connect(target.options(Map.of("compression", "true")));
    String text = "0123456789".repeat(6_000);

    // When, Then
    assertThat(value(connection, "select '" + text + "'")).isEqualTo(text);
  }

  @Test
  void tellsAWrongPassword() {
    assertThatThrownBy(() -> TDengine.connect(target.options(Map.of("password", "s3cret"))))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("root")
        .hasMessageContaining("check user and password")
        .hasMessageNotContaining("s3cret")
        .satisfies(e -> assertThat(((TDengineException) e).code()).isEqualTo(0x0357));
  }

  @Test
  void tellsADatabaseThatIsMissing() {
    assertThatThrownBy(() -> connect(target.url() + "/no_such_database"))
        .isInstanceOf(TDengineException.class)
        .satisfies(e -> assertThat(((TDengineException) e).code()).isEqualTo(0x0388));
  }

  @Test
  void tellsThatNobodyListens() {
    // Given
    int port = deadPort();
    String url = target.url().replaceFirst("@.*", "@127.0.0.1:" + port);

    // When, Then
    assertThatThrownBy(() -> connect(url))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageNotContaining("taosdata");
  }

  @Test
  void goesToTheNextHost() {
    // Given
    String url = target.url().replaceFirst("@", "@127.0.0.1:" + deadPort() + ",");

    // When, Then
    for (int i = 0; i < 5; i++) {
      assertThat(value(connect(url), "select 1")).isEqualTo(1L);
    }
  }

  @Test
  @NeedsEmbedded
  void triesAgainWhenTheServerIsNotReady() {
    // Given
    String action = target.transport() == REST ? target.queryAction() : "conn";
    target.embedded().faults().fail(action, 0x0130, "Database is starting up", 2);

    // When
    Connection connection =
        target.connect(target.options(Map.of("conn_retries", "3", "retry_backoff_ms", "1")));

    // Then
    assertThat(value(connection, "select 1")).isEqualTo(1L);
  }

  @Test
  @NeedsEmbedded
  void reachesAServerByIpv6() {
    // Given
    EmbeddedTDengine another = start(EmbeddedTDengine.builder().host("::1"));

    // When, Then
    assertThat(value(connect(target.urlOf(another)), "select 1")).isEqualTo(1L);
  }

  @Test
  @NeedsEmbedded
  @AvailableOn({WEBSOCKET, REST})
  void checksTheServersCertificate(@TempDir Path folder) {
    // Given
    TestCertificate certificate = TestCertificate.make(folder);
    EmbeddedTDengine secured = start(EmbeddedTDengine.builder().tls(certificate.serverContext()));
    String url = target.urlOf(secured).replaceFirst("(ws|http)://", "$1s://");

    // When, Then
    assertThat(value(connect(url + "?tls_ca=" + certificate.pemFile()), "select 1")).isEqualTo(1L);
    assertThat(value(connect(url + "?tls_verify=false"), "select 1")).isEqualTo(1L);
    assertThatThrownBy(() -> connect(url))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("TLS");
  }

  @Test
  @NeedsEmbedded
  @AvailableOn({WEBSOCKET, REST})
  void logsInByATokenOfTheCloudService() {
    // Given
    EmbeddedTDengine cloud = start(EmbeddedTDengine.builder().cloudToken("t0ken"));

    // When, Then
    assertThat(value(connect(target.urlOf(cloud) + "?token=t0ken"), "select 1")).isEqualTo(1L);
    assertThatThrownBy(() -> connect(target.urlOf(cloud) + "?token=wr0ng"))
        .isInstanceOf(ConnectionException.class)
        .hasMessageNotContaining("wr0ng");
  }

  @Test
  @NeedsEmbedded
  @AvailableOn({WEBSOCKET, REST})
  void logsInByATokenOfTheDatabase() {
    // Given
    EmbeddedTDengine server =
        start(EmbeddedTDengine.builder().version("3.4.0.0").bearerToken("b3arer", "root"));
    String url = target.urlOf(server).replaceFirst("://[^@]*@", "://nobody:wrong@");

    // When, Then
    assertThat(value(connect(url + "?bearer_token=b3arer"), "select 1")).isEqualTo(1L);
    assertThatThrownBy(() -> connect(url + "?bearer_token=wr0ng"))
        .isInstanceOf(ConnectionException.class)
        .hasMessageNotContaining("wr0ng");
  }

  @Test
  @NeedsEmbedded
  void refusesAServerThatIsTooOld() {
    // Given
    EmbeddedTDengine old = start(EmbeddedTDengine.builder().version("3.2.0.0"));

    // When, Then
    assertThatThrownBy(() -> connect(target.urlOf(old)))
        .isInstanceOf(TDengineException.class)
        .hasMessageContaining("3.2.0.0")
        .hasMessageContaining("3.3.6");
  }

  @Test
  @AvailableOn(NATIVE)
  void takesTheConfigurationOfTheLibraryOnceOnly(@TempDir Path folder) {
    // Given
    target.connect();
    ConnectionOptions another = target.options(Map.of("config", folder.toString()));

    // When, Then
    assertThatThrownBy(() -> TDengine.connect(another))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("once");
  }
}
