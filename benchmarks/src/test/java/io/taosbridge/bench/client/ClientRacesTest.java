package io.taosbridge.bench.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.bench.race.Lap;
import io.taosbridge.bench.race.Race;
import io.taosbridge.bench.race.RaceResult;
import io.taosbridge.bench.race.Runner;
import io.taosbridge.embedded.EmbeddedTDengine;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All that race do the same with few rows: a race compares their checksums. */
class ClientRacesTest {

  private static final long ROWS = 20_500;

  private static EmbeddedTDengine server;

  @BeforeAll
  static void start() {
    server = EmbeddedTDengine.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"insert", "query", "subscription"})
  void allDoTheSameWork(String stage) throws Exception {
    // Given
    Connections connections = new Connections("127.0.0.1:" + server.port(), "root", "taosdata");
    Race race =
        new ClientRaces(connections, ROWS, true)
            .all().stream()
                .filter(each -> each.stage().startsWith(stage))
                .findFirst()
                .orElseThrow();

    // When
    RaceResult result = race.run(1);

    // Then
    List<String> names = race.runners().stream().map(Runner::name).toList();
    assertThat(names).contains("TaosBridge", "vendor's JDBC").anyMatch(n -> n.startsWith("raw"));
    assertThat(result.laps()).containsOnlyKeys(names);
    assertThat(result.laps().values())
        .allSatisfy(laps -> assertThat(laps).extracting(Lap::seconds).allMatch(s -> s > 0));
  }
}
