package io.taosbridge.connect.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

class ConfigReportTest {

  private final ConfigValue known = new ConfigValue("a");
  private final Config config = new Config(new ArrayList<>(List.of(known)));
  private final ConfigReport report = new ConfigReport(config);

  @Test
  void putsProblemsOnTheirOptions() {
    // When
    assertThat(report.isValid()).isTrue();
    report.add(Map.of("a", "wrong", "b", "unknown"));

    // Then
    assertThat(report.isValid()).isFalse();
    assertThat(config.configValues())
        .extracting(value -> value.name() + value.errorMessages())
        .containsExactly("a[wrong]", "b[unknown]");
  }

  @Test
  void showsRecommendedValues() {
    // When
    report.recommend(Map.of("a", List.of("x", "y"), "b", List.of("z")));

    // Then
    assertThat(report.isValid()).isTrue();
    assertThat(config.configValues()).hasSize(1);
    assertThat(known.recommendedValues()).containsExactly("x", "y");
  }
}
