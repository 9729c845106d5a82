package io.taosbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.error.ConnectionException;
import io.taosbridge.client.error.InterfaceException;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.pool.ConnectionPool;
import io.taosbridge.client.pool.PoolOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Connections kept for reuse. */
@Covers(Area.POOL)
class PoolContractTest extends ContractTest {

  private static final PoolOptions SMALL =
      PoolOptions.DEFAULT.withSize(2).withMaxWait(Duration.ofSeconds(60));

  private ConnectionPool pool(PoolOptions options) {
    return target.closeLater(
        ConnectionPool.open(
            target.options().withDatabase(target.database(Precision.MILLISECONDS)), options));
  }

  @Test
  void lendsConnectionsAndTakesThemBack() {
    // Given
    ConnectionPool pool = pool(SMALL);

    // When
    try (Connection connection = pool.borrow()) {
      assertThat(value(connection, "select 1")).isEqualTo(1L);
      assertThat(pool.lent()).isEqualTo(1);
    }

    // Then
    assertThat(pool.lent()).isZero();
    assertThat(pool.idle()).isEqualTo(1);
    try (Connection again = pool.borrow()) {
      assertThat(again.isOpen()).isTrue();
      assertThat(pool.idle()).isZero();
    }
  }

  @Test
  void servesMoreThreadsThanItHasConnections() throws Exception {
    // Given
    ConnectionPool pool = pool(SMALL);
    String table = target.unique("pooled");
    try (Connection connection = pool.borrow()) {
      connection.execute("create table " + table + " (ts timestamp, v int)");
    }
    List<Callable<Void>> calls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int v = i;
      calls.add(
          () -> {
            try (Connection connection = pool.borrow()) {
              connection.execute(
                  "insert into " + table + " values (" + (1_767_225_600_000L + v) + ", 1)");
            }
            return null;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(6);

    // When
    try {
      for (Future<Void> call : threads.invokeAll(calls)) {
        call.get();
      }
    } finally {
      threads.shutdownNow();
    }

    // Then
    try (Connection connection = pool.borrow()) {
      assertThat(value(connection, "select count(*) from " + table)).isEqualTo(20L);
    }
    assertThat(pool.lent() + pool.idle()).isLessThanOrEqualTo(2);
  }

  @Test
  @NeedsEmbedded
  void replacesAConnectionThatIsLost() {
    // Given
    ConnectionPool pool = pool(SMALL.withSize(1));
    try (Connection unlucky = pool.borrow()) {
      target.embedded().faults().resetBefore(target.queryAction());
      assertThatThrownBy(() -> unlucky.execute("insert into nowhere values (now, 1)"))
          .isInstanceOf(ConnectionException.class);
    }

    // When
    try (Connection connection = pool.borrow()) {
      // Then
      assertThat(value(connection, "select 1")).isEqualTo(1L);
    }
  }

  @Test
  void saysThatAllAreLent() {
    // Given
    ConnectionPool pool = pool(SMALL.withSize(1).withMaxWait(Duration.ofMillis(100)));

    // When
    try (Connection only = pool.borrow()) {
      assertThat(only.isOpen()).isTrue();

      // Then
      assertThatThrownBy(pool::borrow)
          .isInstanceOf(OperationalException.class)
          .hasMessageContaining("lent");
    }
  }

  @Test
  void refusesToUseWhatWasGivenBack() {
    // Given
    ConnectionPool pool = pool(SMALL);
    Connection connection = pool.borrow();

    // When
    connection.close();
    connection.close();

    // Then
    assertThat(connection.isOpen()).isFalse();
    assertThatThrownBy(() -> connection.query("select 1"))
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("given back");
    assertThat(pool.idle()).isEqualTo(1);
  }

  @Test
  void refusesToLendAfterClose() {
    // Given
    ConnectionPool pool = pool(SMALL);
    Connection lent = pool.borrow();

    // When
    pool.close();

    // Then
    assertThatThrownBy(pool::borrow)
        .isInstanceOf(OperationalException.class)
        .hasMessageContaining("closed");
    lent.close();
  }

  @Test
  void tellsWhyItCannotConnect() {
    // Given
    ConnectionPool pool =
        target.closeLater(ConnectionPool.open(target.options(Map.of("password", "s3cret")), SMALL));

    // When, Then
    assertThatThrownBy(pool::borrow)
        .isInstanceOf(ConnectionException.class)
        .hasMessageNotContaining("s3cret");
    assertThat(pool.lent()).isZero();
  }

  @Test
  void refusesASizeThatCannotBe() {
    assertThatThrownBy(() -> PoolOptions.DEFAULT.withSize(0))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("size");
  }
}
