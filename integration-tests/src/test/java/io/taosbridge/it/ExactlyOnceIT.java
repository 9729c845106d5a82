package io.taosbridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.taosbridge.it.Campaign.Fault;
import io.taosbridge.it.Campaign.Result;
import io.taosbridge.local.Validation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Campaigns of random faults; {@code -Dcampaign.rounds} makes them longer, {@code -Dcampaign.seed}
 * repeats one.
 */
@ExtendWith(Scenarios.class)
class ExactlyOnceIT {

  private static final int ROUNDS = Integer.getInteger("campaign.rounds", 10);
  private static final long SEED = Long.getLong("campaign.seed", System.nanoTime());

  @BeforeEach
  void createStable(Scenario scenario) {
    scenario.source().create("VGROUPS 2");
    scenario.source().execute("CREATE STABLE {db}.st (ts TIMESTAMP, v BIGINT) TAGS (t INT)");
  }

  @Test
  void deliversEveryRowOnceAndInOrder(Scenario scenario) throws Exception {
    try (Campaign campaign = new Campaign(scenario, true, SEED)) {
      // When
      Result result = campaign.run(ROUNDS, List.of(Fault.values()));
      result.report();

      // Then
      assertThat(result.rows()).isPositive();
      assertThat(result.lost()).isZero();
      assertThat(result.repeated()).isZero();
      assertThat(result.outOfOrder()).isZero();
    }
  }

  @Test
  void isRefusedWithAReasonWhereItDoesNotHold(Scenario scenario) {
    // Given
    Map<String, String> config = scenario.sourceConfig("st");
    config.put("name", scenario.sourceName());
    config.put("exactly.once.support", "required");
    config.put("transforms", "kill");
    config.put("transforms.kill.type", KillSwitch.class.getName());

    // When
    Validation validation = scenario.cluster().worker().rest().validate(config);

    // Then
    assertThat(validation.errors()).containsOnlyKeys("exactly.once.support");
    assertThat(validation.errors().get("exactly.once.support"))
        .anySatisfy(error -> assertThat(error).contains("set transaction.boundary=connector"));
  }

  /** Which shows that the campaign finds repeats where there are some. */
  @Test
  void repeatsRowsWithoutTransactionsButLosesNone(Scenario scenario) throws Exception {
    try (Campaign campaign = new Campaign(scenario, false, SEED)) {
      // When
      Result result = campaign.run(2, List.of(Fault.TASK_KILLED));
      result.report();

      // Then
      assertThat(result.lost()).isZero();
      assertThat(result.repeated()).isPositive();
    }
  }
}
