package io.taosbridge.nativestub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.TDengine;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.ProgrammingException;
import io.taosbridge.nativestub.NativeStub.Kind;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NativeConnectionTest {

  @RegisterExtension private final NativeServer server = new NativeServer();

  private Connection connection;

  @BeforeEach
  void connect() {
    server.embedded().execute("create database power keep 36500");
    connection = server.connect("/power");
  }

  @Test
  void theServerTellsItsVersionAndTheDatabase() {
    // Given a connection to a database
    // Then
    assertThat(connection.serverVersion()).startsWith("3.3.");
    assertThat(connection.clientVersion()).isEqualTo("3.3.8.0");
    assertThat(connection.currentDatabase()).contains("power");
    assertThat(connection.isOpen()).isTrue();
    connection.ping();
  }

  @Test
  void aConnectionMayUseNoDatabase() {
    // Given
    Connection none = server.connect("");

    // Then
    assertThat(none.currentDatabase()).isEmpty();
  }

  @Test
  void rowsAreWrittenAndRead() {
    // Given
    connection.execute("create table t (ts timestamp, a int, b nchar(20), d decimal(20, 4))");

    // When
    long affected =
        connection.execute("insert into t values (1000, 1, '日本', 12.5) (2000, null, '', null)");

    // Then
    assertThat(affected).isEqualTo(2);
    try (QueryResult result = connection.query("select a, b, d from t")) {
      assertThat(result.fields())
          .extracting(field -> field.name() + " " + field.type())
          .containsExactly("a INT", "b NCHAR(20)", "d DECIMAL(20,4)");
      assertThat(result.fetchAll())
          .extracting(row -> row.get(0) + "," + row.get(1) + "," + row.get(2))
          .containsExactly("1,日本,12.5000", "null,,null");
    }
    assertThat(server.stub().live(Kind.RESULT)).isZero();
  }

  @Test
  void aResultIsReadBlockByBlock() {
    // Given
    server.fill(10_000);

    // When
    try (QueryResult result = connection.query("select a from many")) {
      // Then
      assertThat(result.nextBlock().orElseThrow().rows()).isLessThan(10_000);
      assertThat(result.fetchAll()).last().extracting(row -> row.get(0)).isEqualTo(9_999);
    }
  }

  @Test
  void errorsHaveCodeTextAndRequest() {
    // When
    assertThatThrownBy(() -> connection.query("selec", 4711))
        // Then
        .isInstanceOf(ProgrammingException.class)
        .hasMessageContaining("0x2600")
        .hasMessageContaining("request 4711");
    assertThatThrownBy(() -> connection.execute("insert into nope values (now, 1)"))
        .hasMessageContaining("0x2603");
    assertThat(server.stub().live(Kind.RESULT)).isZero();
  }

  @Test
  void queryAndExecuteAreNotMixedUp() {
    // When
    assertThatThrownBy(() -> connection.execute("select server_version()"))
        // Then
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("query()");
    assertThatThrownBy(() -> connection.query("create table x (ts timestamp, a int)"))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("execute()");
    assertThat(server.stub().live(Kind.RESULT)).isZero();
  }

  @Test
  void whatCutsTextInTheLibraryIsRefused() {
    // When
    assertThatThrownBy(() -> connection.execute("drop table t\0 where it is safe"))
        // Then
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("code 0");
  }

  @Test
  void aWrongPasswordIsTold() {
    // When
    assertThatThrownBy(() -> TDengine.connect(server.url().replace("taosdata", "wrong-secret")))
        // Then
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("cannot log in")
        .hasMessageContaining("as \"root\"")
        .hasMessageNotContaining("wrong-secret");
  }

  @Test
  void aServerThatIsNotThereIsTold() throws Exception {
    // Given
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    // When
    assertThatThrownBy(
            () -> TDengine.connect(server.stub().url(port) + "?conn_retries=1&retry_backoff_ms=1"))
        // Then
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("0x000b")
        .hasMessageContaining(Integer.toString(port));
  }

  @Test
  void theNextHostIsTried() throws Exception {
    // Given
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    // When
    String url = server.url().replace("@", "@127.0.0.1:" + port + ",");
    try (Connection other = TDengine.connect(url)) {
      // Then
      other.ping();
    }
  }

  @Test
  void optionsThatOthersHaveAreRefused() {
    // When
    for (String option : List.of("token=abc", "compression=true")) {
      assertThatThrownBy(() -> TDengine.connect(server.url() + "?" + option))
          // Then
          .isInstanceOf(InterfaceException.class)
          .hasMessageContaining("ws://");
    }
  }

  @Test
  void theTimezoneIsTheConnections() {
    // Given
    Connection tokyo = server.connect("/power?timezone=Asia/Tokyo");
    tokyo.execute("create table z (ts timestamp, a int)");

    // When
    tokyo.execute("insert into z values ('2024-01-01 09:00:00', 1)");

    // Then
    assertThat(connection.query("select cast(ts as bigint) from z").fetchOne().orElseThrow().get(0))
        .isEqualTo(1_704_067_200_000L);
  }
}
