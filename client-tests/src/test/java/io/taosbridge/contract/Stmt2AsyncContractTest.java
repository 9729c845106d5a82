package io.taosbridge.contract;

import static io.taosbridge.client.ConnectionOptions.Transport.NATIVE;
import static io.taosbridge.client.ConnectionOptions.Transport.WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.client.BindBatch;
import io.taosbridge.client.Connection;
import io.taosbridge.client.Statement;
import io.taosbridge.client.StatementOptions;
import io.taosbridge.client.TableBinding;
import io.taosbridge.client.error.TDengineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Executions of prepared statements that nobody waits for. */
@Covers(Area.STMT2)
@AvailableOn({WEBSOCKET, NATIVE})
class Stmt2AsyncContractTest extends ContractTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final long START = 1_767_225_600_000L;

  private Connection connection;
  private String stable;

  @BeforeEach
  void makeTables() {
    connection = target.connect();
    stable = target.unique("meters");
    connection.execute("create stable " + stable + " (ts timestamp, v int) tags (g int)");
  }

  private Statement insert() {
    return target.closeLater(
        connection.prepare(
            "insert into " + stable + " (tbname, g, ts, v) values (?, ?, ?, ?)",
            StatementOptions.INTERLACED));
  }

  private BindBatch batch(Statement statement, long time, int rows, int value) {
    BindBatch batch = statement.newBatch();
    TableBinding child = batch.table(stable + "_1");
    child.tag(0).append(1);
    for (int i = 0; i < rows; i++) {
      child.column(0).append(time + i);
      child.column(1).append(value);
    }
    return batch;
  }

  @Test
  void executesInTheOrderOfTheCalls() {
    // Given
    Statement statement = insert();
    List<CompletableFuture<Long>> executions = new ArrayList<>();

    // When
    for (int i = 0; i < 20; i++) {
      executions.add(statement.executeAsync(batch(statement, START, 100, i)));
    }

    // Then
    assertThat(executions)
        .allSatisfy(affected -> assertThat(affected).succeedsWithin(LONG).isEqualTo(100L));
    assertThat(rows(connection, "select count(*), min(v), max(v) from " + stable))
        .containsExactly(List.of(100L, 19, 19));
  }

  @Test
  void countsTheRowsOfABatchThatTakesMoreThanOneBind() {
    // Given
    Statement statement = insert();
    CompletableFuture<Long> before = statement.executeAsync(batch(statement, START - 9, 9, 1));

    // When
    CompletableFuture<Long> affected = statement.executeAsync(batch(statement, START, 40_000, 2));

    // Then
    assertThat(affected).succeedsWithin(LONG).isEqualTo(40_000L);
    assertThat(before).succeedsWithin(LONG).isEqualTo(9L);
    assertThat(value(connection, "select count(*) from " + stable)).isEqualTo(40_009L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stmt2_bind", "stmt2_exec"})
  @NeedsEmbedded
  void anErrorBelongsToItsBatch(String action) {
    // Given
    Statement statement = insert();
    CompletableFuture<Long> before = statement.executeAsync(batch(statement, START, 2, 1));
    assertThat(before).succeedsWithin(LONG).isEqualTo(2L);
    target.embedded().faults().fail(action, 0x0102, "Out of Memory", 1);

    // When
    CompletableFuture<Long> failing = statement.executeAsync(batch(statement, START, 3, 2));
    CompletableFuture<Long> after = statement.executeAsync(batch(statement, START + 9, 4, 3));

    // Then
    assertThat(failing)
        .failsWithin(LONG)
        .withThrowableThat()
        .withCauseInstanceOf(TDengineException.class)
        .withMessageContaining("Out of Memory");
    assertThat(after).succeedsWithin(LONG).isEqualTo(4L);
    assertThat(value(connection, "select count(*) from " + stable)).isEqualTo(6L);
  }

  @Test
  void closingTheStatementWaitsForWhatIsUnderWay() {
    // Given
    Statement statement = insert();
    CompletableFuture<Long> affected = statement.executeAsync(batch(statement, START, 1_000, 1));

    // When
    statement.close();

    // Then
    assertThat(affected).succeedsWithin(LONG).isEqualTo(1_000L);
    assertThat(value(connection, "select count(*) from " + stable)).isEqualTo(1_000L);
  }
}
