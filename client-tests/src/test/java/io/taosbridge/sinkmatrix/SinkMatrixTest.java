package io.taosbridge.sinkmatrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.taosbridge.TDengine;
import io.taosbridge.block.Precision;
import io.taosbridge.client.Connection;
import io.taosbridge.client.ConnectionOptions.Transport;
import io.taosbridge.contract.Server;
import io.taosbridge.sink.TDengineSinkConnector;
import io.taosbridge.sinkmatrix.MatrixReport.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.opentest4j.TestAbortedException;

/**
 * Every converter with every write method over every transport, for values of every type in every
 * precision: what the converter reads from its own bytes goes through a task into a server, and is
 * read back by SQL. What cannot work must be refused with a text that names what does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SinkMatrixTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Server server = Server.start();
  private final MatrixReport report = new MatrixReport(server.toString());
  private final String prefix =
      "sm_" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
  private final Connection reader =
      TDengine.connect(
          Stream.of(Transport.WEBSOCKET, Transport.NATIVE)
              .flatMap(transport -> server.url(transport).stream())
              .findFirst()
              .orElseThrow());
  private int combinations;

  SinkMatrixTest() {
    for (Precision precision : Precision.values()) {
      reader.execute(
          "create database "
              + database(precision)
              + " precision '"
              + precision.symbol()
              + "' vgroups 1 keep 36500");
    }
  }

  @AfterAll
  void close() {
    for (Precision precision : Precision.values()) {
      reader.execute("drop database if exists " + database(precision));
    }
    reader.close();
    await().atMost(PATIENCE).untilAsserted(server::assertNothingHeld);
    server.close();
    report.write();
  }

  private String database(Precision precision) {
    return prefix + "_" + precision.symbol();
  }

  @TestFactory
  Stream<DynamicContainer> matrix() {
    return Format.all().stream()
        .map(
            format ->
                dynamicContainer(
                    format.title(), Way.all().stream().map(way -> casesOf(format, way))));
  }

  private DynamicNode casesOf(Format format, Way way) {
    if (!way.takes(format.isText())) {
      return dynamicTest(
          way + " is refused",
          () ->
              run(
                  way,
                  Outcome.REFUSED,
                  outcome -> report.countWay(format, way, outcome),
                  url -> assertRefused(format, way, url)));
    }
    return dynamicContainer(
        way.toString(), Arrays.stream(Precision.values()).map(unit -> casesOf(format, way, unit)));
  }

  private DynamicContainer casesOf(Format format, Way way, Precision precision) {
    combinations++;
    Combination combination =
        new Combination(format, way, precision, "c" + combinations, database(precision), reader);
    return dynamicContainer(
        precision.symbol(),
        combination.types().stream().map(type -> caseOf(combination, precision, type)));
  }

  private DynamicTest caseOf(Combination combination, Precision precision, TypeCase type) {
    boolean refused = combination.isRefused(type);
    return dynamicTest(
        type + (refused ? " is refused" : ""),
        () ->
            run(
                combination.way(),
                refused ? Outcome.REFUSED : Outcome.WRITTEN,
                outcome ->
                    report.count(
                        combination.format(),
                        combination.way(),
                        precision.symbol(),
                        type,
                        combination.rows(type),
                        outcome),
                url -> combination.check(type, url)));
  }

  /** Runs a case, and counts how it ended. */
  private void run(Way way, Outcome expected, Consumer<Outcome> count, Consumer<String> body) {
    Optional<String> url = server.url(way.transport());
    if (url.isEmpty()) {
      count.accept(Outcome.NOT_RUN);
      throw new TestAbortedException("the server cannot be reached over this transport");
    }
    boolean ended = false;
    try {
      body.accept(url.get());
      ended = true;
    } finally {
      count.accept(ended ? expected : Outcome.FAILED);
    }
  }

  /** Refused before anything starts, by the option at fault and with what works instead. */
  private static void assertRefused(Format format, Way way, String url) {
    Map<String, String> settings = new HashMap<>(format.options(Precision.MILLISECONDS, List.of()));
    settings.put("topics", "air");
    settings.put("connection.url", url);
    settings.put("write.method", way.method().symbol());

    List<ConfigValue> atFault =
        new TDengineSinkConnector()
            .validate(settings).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .toList();

    assertThat(atFault).extracting(ConfigValue::name).containsExactly("write.method");
    assertThat(atFault.get(0).errorMessages())
        .singleElement()
        .asString()
        .contains(way.alternatives(format.isText()));
  }
}
