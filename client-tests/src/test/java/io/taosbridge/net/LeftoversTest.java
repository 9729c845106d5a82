package io.taosbridge.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.taosbridge.TDengine;
import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.LegacyStatement;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Statement;
import io.taosbridge.client.error.TDengineException;
import io.taosbridge.embedded.EmbeddedTDengine;
import io.taosbridge.embedded.EmbeddedTDengine.InUse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a connection that stays open leaves on the server: nothing but itself. */
@Timeout(120)
class LeftoversTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long START = 1_767_225_600_000L;

  private EmbeddedTDengine server;
  private Connection connection;

  @BeforeEach
  void connect() {
    server = EmbeddedTDengine.start();
    connection = TDengine.connect(server.url("ws"));
    connection.execute("create database d");
    connection.execute("use d");
    connection.execute("create table t (ts timestamp, v int)");
    try (Statement statement = connection.prepare("insert into t values (?, ?)")) {
      BindBatch batch = statement.newBatch();
      for (int i = 0; i < 20_000; i++) {
        batch.table(null).addRow(List.of(START + i, i));
      }
      statement.execute(batch);
    }
  }

  @AfterEach
  void close() {
    connection.close();
    server.close();
  }

  private void assertNothingIsLeft() {
    await().atMost(PATIENCE).until(() -> server.inUse().equals(new InUse(1, 0, 0, 0)));
    assertThat(connection.isOpen()).isTrue();
  }

  @Test
  void noResultThatWasClosedEarlyOrCancelled() {
    // When
    QueryResult closed = connection.query("select * from t");
    closed.fetchOne();
    closed.close();
    QueryResult cancelled = connection.query("select * from t");
    cancelled.fetchOne();
    cancelled.cancel();
    assertThatThrownBy(cancelled::fetchAll).hasMessageContaining("cancelled");
    QueryResult unread = connection.query("select * from t");
    unread.close();

    // Then
    assertNothingIsLeft();
  }

  @Test
  void noResultThatWasReadToItsEnd() {
    // When
    assertThat(connection.query("select * from t").fetchAll()).hasSize(20_000);
    connection.ping();

    // Then
    assertNothingIsLeft();
  }

  @Test
  void noStatementWithAResultThatWasNotRead() {
    // When
    try (Statement statement = connection.prepare("select * from t where v >= ?")) {
      statement.query(List.of(0)).fetchOne();
      statement.query(List.of(1)).cancel();
      assertThat(statement.query(List.of(19_999)).fetchAll()).hasSize(1);
      statement.query(List.of(2)).fetchOne();
    }

    // Then
    assertNothingIsLeft();
  }

  @Test
  void noStatementThatFailed() {
    // When
    connection.execute("create table w (ts timestamp, note varchar(3))");
    assertThatThrownBy(
            () ->
                connection.executeMany(
                    "insert into w values (?, ?)", List.of(List.of(START, "long"))))
        .isInstanceOf(TDengineException.class);
    assertThatThrownBy(() -> connection.prepare("insert into nowhere values (?)"))
        .isInstanceOf(TDengineException.class);
    try (LegacyStatement statement = connection.prepareLegacy("insert into w values (?, ?)")) {
      assertThatThrownBy(
              () -> {
                statement.bind(List.of(List.of(START), List.of("long")));
                statement.addBatch();
                statement.execute();
              })
          .isInstanceOf(TDengineException.class);
      statement.bind(List.of(List.of(START), List.of("ok")));
      statement.addBatch();
      assertThat(statement.execute()).isEqualTo(1);
    }

    // Then
    assertNothingIsLeft();
  }
}
