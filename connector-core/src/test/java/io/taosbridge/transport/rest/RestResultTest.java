package io.taosbridge.transport.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.TDengine;
import io.taosbridge.block.Block;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.QueryResult;
import io.taosbridge.client.Row;
import io.taosbridge.client.error.OperationalException;
import io.taosbridge.client.error.ResultException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results: streamed, packed, given up early. */
@Timeout(120)
class RestResultTest {

  private static final String ONE_COLUMN =
      "{\"code\":0,\"column_meta\":[[\"v\",\"INT\",4]],\"data\":[";

  private final ScriptedHttpServer server = ScriptedHttpServer.begin();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    server.close();
    threads.shutdownNow();
  }

  private Connection connect(String behindPort) {
    return TDengine.connect(server.url() + behindPort);
  }

  @Test
  void streamsAResultWhileTheServerStillSends() throws Exception {
    // Given
    CountDownLatch firstBlockRead = new CountDownLatch(1);
    server.otherwise(
        exchange -> {
          exchange.startChunks();
          exchange.chunk(ONE_COLUMN);
          StringBuilder rows = new StringBuilder("[0]");
          for (int i = 1; i < 5000; i++) {
            rows.append(",[").append(i).append(']');
          }
          exchange.chunk(rows.toString());
          awaitLatch(firstBlockRead);
          exchange.chunk(",[5000]],\"rows\":5001}");
          exchange.endChunks();
        });
    try (Connection connection = connect("");
        QueryResult result = connection.query("select v from t")) {
      // When
      Block first = result.nextBlock().orElseThrow();
      firstBlockRead.countDown();
      Block second = result.nextBlock().orElseThrow();

      // Then
      assertThat(first.rows()).isEqualTo(4096);
      assertThat(second.rows()).isEqualTo(905);
      assertThat(second.column(0).getLong(904)).isEqualTo(5000);
      assertThat(result.nextBlock()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void closingAResultEarlyFreesTheServersSide(boolean cancel) throws Exception {
    // Given
    CompletableFuture<Void> closed = new CompletableFuture<>();
    server.otherwise(
        exchange -> {
          exchange.startChunks();
          exchange.chunk(ONE_COLUMN + "[1]" + ",[1]".repeat(5000));
          exchange.awaitClosedByClient();
          closed.complete(null);
        });
    try (Connection connection = connect("")) {
      QueryResult result = connection.query("select v from t");

      // When
      if (cancel) {
        result.cancel();
      } else {
        result.close();
      }

      // Then
      closed.get(60, TimeUnit.SECONDS);
      assertThatThrownBy(result::fetchAll).isInstanceOf(OperationalException.class);
    }
  }

  @Test
  void cancelsAReaderThatWaits() throws Exception {
    // Given
    server.otherwise(
        exchange -> {
          exchange.startChunks();
          exchange.chunk(ONE_COLUMN + "[1]" + ",[1]".repeat(5000));
          exchange.awaitClosedByClient();
        });
    try (Connection connection = connect("");
        QueryResult result = connection.query("select v from t")) {
      CompletableFuture<List<Row>> reading =
          CompletableFuture.supplyAsync(result::fetchAll, threads);

      // When
      result.cancel();

      // Then
      assertThatThrownBy(() -> reading.get(60, TimeUnit.SECONDS))
          .hasCauseInstanceOf(OperationalException.class)
          .hasMessageContaining("cancelled");
    }
  }

  @Test
  void knowsThePrecisionOfTheDatabaseWhereNoTimeTellsIt() {
    // Given
    server.on(
        "select `precision` from information_schema.ins_databases where name = 'first'",
        exchange -> exchange.value("ns"));
    server.otherwise(exchange -> exchange.json(ONE_COLUMN + "[1]],\"rows\":1}"));
    server.on("use `first`", exchange -> exchange.json(ScriptedHttpServer.UPDATED));
    try (Connection connection = connect("/first");
        Connection without = connect("")) {
      // When, Then
      assertThat(connection.query("select v from t").precision()).isEqualTo(Precision.NANOSECONDS);
      assertThat(without.query("select v from t").precision()).isEqualTo(Precision.MILLISECONDS);
    }
  }

  @Test
  void refusesATimeOfAnotherPrecisionThanWasTold() {
    // Given
    String nulls = "[null]" + ",[null]".repeat(4999);
    server.otherwise(
        exchange ->
            exchange.json(
                "{\"code\":0,\"column_meta\":[[\"t\",\"TIMESTAMP\",8]],\"data\":["
                    + nulls
                    + ",[\"2026-01-01T00:00:00.000000001Z\"]],\"rows\":5001}"));
    try (Connection connection = connect("");
        QueryResult told = connection.query("select t from t");
        QueryResult notAsked = connection.query("select t from t")) {
      assertThat(told.precision()).isEqualTo(Precision.MILLISECONDS);

      // When
      assertThatThrownBy(told::fetchAll)

          // Then
          .isInstanceOf(ResultException.class)
          .hasMessageContaining("in ns");
      assertThat(notAsked.fetchAll().get(5000).getLong(0)).isEqualTo(1767225600000000001L);
      assertThat(notAsked.precision()).isEqualTo(Precision.NANOSECONDS);
    }
  }

  @Test
  void asksForPackedReplies() {
    // Given
    server.on(
        "select 'é'",
        exchange ->
            exchange.reply(
                200,
                "application/json",
                packed(ONE_COLUMN + "[5]],\"rows\":1}"),
                "Content-Encoding: gzip"));
    try (Connection connection = connect("?compression=true");

        // When
        QueryResult result = connection.query("select 'é'")) {

      // Then
      assertThat(result.fetchAllMaps()).containsExactly(Map.of("v", 5));
      assertThat(server.last().headers())
          .containsEntry("accept-encoding", "gzip")
          .doesNotContainKey("content-encoding");
    }
  }

  /** taosAdapter answers in plain and puts gzip's end behind it when asked for both. */
  @Test
  void packsLongRequestsInsteadOfTheirReplies() {
    // Given
    String sql = "insert into t values ('" + "é".repeat(10_000) + "')";
    try (Connection connection = connect("?compression=true")) {
      // When
      connection.execute(sql);

      // Then
      assertThat(server.last().body()).isEqualTo(sql);
      assertThat(server.last().headers())
          .containsEntry("content-encoding", "gzip")
          .doesNotContainKey("accept-encoding");
      assertThat(Integer.parseInt(server.last().headers().get("content-length"))).isLessThan(1000);
    }
  }

  @Test
  void tellsThatAPackedReplyIsNone() {
    // Given
    server.otherwise(
        exchange ->
            exchange.reply(
                200,
                "application/json",
                ScriptedHttpServer.UPDATED.getBytes(StandardCharsets.UTF_8),
                "Content-Encoding: gzip"));
    try (Connection connection = connect("?compression=true")) {
      // When, Then
      assertThatThrownBy(() -> connection.execute("insert into t values (1)"))
          .isInstanceOf(ResultException.class)
          .hasMessageContaining("not gzip");
    }
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }

  private static void awaitLatch(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
