package io.taosbridge.bench.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.bench.client.Connections;
import io.taosbridge.bench.client.MeterDatabase;
import io.taosbridge.bench.client.MeterRow;
import io.taosbridge.bench.race.Run;
import io.taosbridge.embedded.EmbeddedTDengine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The runs end to end, with few rows. */
class ConnectBenchTest {

  private static final long ROWS = 20_500;

  private static EmbeddedTDengine server;
  private static Bed bed;
  private static Worker worker;

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedTDengine.start();
    bed = Bed.start();
    worker = bed.startWorker(WorkerSetup.of("bench"));
  }

  @AfterAll
  static void stop() {
    bed.close();
    server.close();
  }

  private static MeterDatabase database(String name) {
    return new MeterDatabase(
        new Connections("127.0.0.1:" + server.port(), "root", "taosdata"), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"struct", "line"})
  void theSourceWritesWhatTheDatabaseHolds(String format) throws Exception {
    // Given
    MeterDatabase database = database("source_" + format);
    database.create();
    database.fill(ROWS);

    // When
    Run run =
        new SourceRunner(
                "ours",
                bed,
                worker,
                ROWS,
                MeterRow.checksum(ROWS),
                topic -> Configs.source(database, format, topic))
            .run();

    // Then
    assertThat(run.checksum()).isEqualTo(ROWS);
    assertThat(run.lap().seconds()).isPositive();
    assertThat(run.lap().cpuSeconds()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"struct", "line"})
  void thePreparedSourceWritesAsMany(String format) throws Exception {
    // When
    Run run =
        new SourceRunner(
                "prepared",
                bed,
                worker,
                ROWS,
                PreparedSourceTask.checksum(ROWS),
                topic -> Configs.prepared(ROWS, format, topic))
            .run();

    // Then
    assertThat(run.checksum()).isEqualTo(ROWS);
  }

  @Test
  void theSinkStoresStructs() throws Exception {
    new SinkTopics(bed, ROWS).fill("struct", MeterConverter::bytes);
    assertStored("struct", true);
  }

  @Test
  void theSinkStoresJson() throws Exception {
    new SinkTopics(bed, ROWS).fillWithTexts("json", MeterText::json);
    assertStored("json", true);
  }

  @Test
  void theSinkStoresLines() throws Exception {
    new SinkTopics(bed, ROWS).fillWithTexts("line", MeterText::line);
    assertStored("line", false);
  }

  private static void assertStored(String format, boolean stableExists) throws Exception {
    // Given
    MeterDatabase database = database("sink_" + format);

    // When
    Run ours =
        new SinkRunner(
                "ours",
                worker,
                ROWS,
                Configs.sink(database, format, format),
                new MeterTarget(database, ROWS, stableExists))
            .run();

    // Then: it has verified them itself
    assertThat(ours.checksum()).isEqualTo(ROWS);
  }
}
