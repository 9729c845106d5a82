package io.taosbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.error.InterfaceException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TmqOptionsTest {

  @Test
  void keepsSettingsThatItDoesNotKnow() {
    // When
    TmqOptions options = TmqOptions.ofGroup("g").with("some.newer.key", "x");
    // Then
    assertThat(options.settings()).isEqualTo(Map.of("group.id", "g", "some.newer.key", "x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auto.offset.reset      | newest | one of earliest, latest, none, not \"newest\"",
        "enable.auto.commit     | 1      | one of true, false",
        "session.timeout.ms     | 5999   | at least 6000, not \"5999\"",
        "max.poll.interval.ms   | soon   | at least 1000, not \"soon\"",
        "min.poll.rows          | -1     | at least 1",
        "td.connect.ip          | h      | the URL names the hosts",
        "group_id               | g      | names look like group.id",
        "group.id               | a:b    | no colon",
        "group.id               | ''     | group.id must be given"
      })
  void namesTheSettingThatIsWrong(String name, String value, String expected) {
    assertThatThrownBy(() -> TmqOptions.ofGroup("g").with(name, value))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void needsAGroup() {
    assertThatThrownBy(() -> new TmqOptions(Map.of("client.id", "c")))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("group.id must be given");
  }

  @Test
  void refusesAGroupWhoseNameWouldBeCutOff() {
    // Given
    String longest = "é".repeat(96);
    // When, Then
    assertThat(TmqOptions.ofGroup(longest).group()).isEqualTo(longest);
    assertThatThrownBy(() -> TmqOptions.ofGroup(longest + "x"))
        .isInstanceOf(InterfaceException.class)
        .hasMessageContaining("at most 192 bytes");
  }

  @Test
  void hidesPasswordAndTokenWhenPrinted() {
    // When
    TmqOptions options =
        TmqOptions.ofGroup("g").with("td.connect.pass", "S3").with("td.connect.token", "S3");
    // Then
    assertThat(options.toString())
        .isEqualTo("TmqOptions{group.id=g, td.connect.pass=***, td.connect.token=***}");
  }
}
