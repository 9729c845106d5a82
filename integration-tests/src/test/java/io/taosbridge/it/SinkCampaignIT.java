package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.it.Rows.Difference;
import io.taosbridge.it.SinkCampaign.Result;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Campaigns of random kills; {@code -Dstorm.records} and {@code -Dstorm.kills} make them longer,
 * {@code -Dstorm.seed} repeats one.
 */
@ExtendWith(Scenarios.class)
class SinkCampaignIT {

  private static final long RECORDS = Long.getLong("storm.records", 200_000);
  private static final int KILLS = Integer.getInteger("storm.kills", 10);
  private static final long SEED = Long.getLong("storm.seed", System.nanoTime());

  @Test
  void losesNothingToKillsWhileRecordsFlow(Scenario scenario, TDengineServer server)
      throws Exception {
    assertLosesNothing(Workload.STEADY, scenario, server);
  }

  @Test
  void losesNothingToKillsWhileTwoWorkersMakeAndEvolveTheSameTables(
      Scenario scenario, TDengineServer server) throws Exception {
    assertLosesNothing(Workload.EVOLVING, scenario, server);
  }

  /** Which shows that the campaigns would find what is wrong. */
  @Test
  void findsWhatIsMissingOrWrong(Scenario scenario) throws Exception {
    try (SinkUnderLoad sink = new SinkUnderLoad(scenario, scenario.url(), Map.of())) {
      // Given
      sink.finish();
      sink.assertAllIsWell();

      // When
      scenario.target().execute("DELETE FROM {db}.`air_p0` WHERE ts = 1700000000003");
      scenario.target().execute("INSERT INTO {db}.`air_p1` (ts, v) VALUES (1700000000012, 1)");
      scenario.target().execute("INSERT INTO {db}.`air_p2` (ts, v) VALUES (1700100000000, 1)");
      scenario.target().execute("INSERT INTO {db}.`air_p2` (ts, v) VALUES (1700000000012, 1)");

      // Then
      assertThat(sink.difference()).isEqualTo(new Difference(1, 1, 2));
    }
  }

  private static void assertLosesNothing(
      Workload workload, Scenario scenario, TDengineServer server) throws Exception {
    try (SinkCampaign campaign = new SinkCampaign(scenario, workload, SEED)) {
      // When
      Result result = campaign.run(server, RECORDS, KILLS);
      result.report();

      // Then
      assertThat(result.rows()).isPositive();
      assertThat(result.difference()).isEqualTo(Difference.NONE);
      assertThat(result.deadLetters()).isZero();
      assertThat(result.unfinished()).isPositive();
    }
  }
}
