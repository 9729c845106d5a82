package io.taosbridge.nativestub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.SchemalessBatch;
import io.taosbridge.client.SchemalessPrecision;
import io.taosbridge.client.SchemalessProtocol;
import io.taosbridge.client.error.SchemalessException;
import io.taosbridge.nativestub.NativeStub.Kind;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeSchemalessTest {

  @RegisterExtension private final NativeServer server = new NativeServer();

  private Connection connection;

  @BeforeEach
  void connect() {
    server.embedded().execute("create database power keep 36500");
    connection = server.connect("/power");
  }

  @ParameterizedTest
  @CsvSource({
    "HOUR, 472222, 1699999200000",
    "MINUTE, 28333333, 1699999980000",
    "SECOND, 1700000000, 1700000000000",
    "MILLISECOND, 1700000000123, 1700000000123",
    "MICROSECOND, 1700000000123456, 1700000000123",
    "NANOSECOND, 1700000000123456789, 1700000000123"
  })
  void linesAreStoredInTheirUnit(SchemalessPrecision precision, String time, long stored) {
    // When
    long rows =
        connection.insert(
            SchemalessBatch.ofLines(List.of("m,t=日本 v=1i " + time)).withPrecision(precision));

    // Then
    assertThat(rows).isEqualTo(1);
    try (QueryResult result = connection.query("select cast(_ts as bigint), v, t from m")) {
      assertThat(result.fetchAll())
          .extracting(row -> row.get(0) + " " + row.get(1) + " " + row.get(2))
          .containsExactly(stored + " 1 日本");
    }
    assertThat(server.stub().live(Kind.RESULT)).isZero();
  }

  @Test
  void theOtherProtocolsAreTaken() {
    // When
    long telnet = connection.insert(SchemalessBatch.ofTelnet(List.of("tel 1700000000 3 h=a")));
    long json =
        connection.insert(
            SchemalessBatch.ofText(
                    SchemalessProtocol.JSON,
                    """
                    {"metric": "js", "timestamp": 1700000000, "value": 1, "tags": {"a": "b"}}
                    """)
                .withTtlDays(3));

    // Then
    assertThat(telnet).isEqualTo(1);
    assertThat(json).isEqualTo(1);
    connection.query("select * from tel").close();
    connection.query("select * from js").close();
  }

  @Test
  void aTagNamesTheTable() {
    // When
    connection.insert(
        SchemalessBatch.ofLines(List.of("m,t=a,nm=mine v=1i 1700000000000000000"))
            .withTableNameKey("nm"));

    // Then
    try (QueryResult result = connection.query("select v from mine")) {
      assertThat(result.fetchAll()).hasSize(1);
    }
  }

  @Test
  void errorsAreTold() {
    // When
    assertThatThrownBy(
            () -> connection.insert(SchemalessBatch.ofLines(List.of("m,t=a")).withRequestId(77)))
        // Then
        .isInstanceOf(SchemalessException.class)
        .hasMessageContaining("0x3002")
        .hasMessageContaining("request 77");
    server.stub().giveNull(1);
    assertThatThrownBy(() -> connection.insert(SchemalessBatch.ofLines(List.of("m,t=a v=1i 1"))))
        .hasMessageContaining("0x0102");
    assertThat(server.stub().live(Kind.RESULT)).isZero();
  }
}
