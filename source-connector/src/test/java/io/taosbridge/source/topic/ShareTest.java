package io.taosbridge.source.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taosbridge.client.TopicVgroup;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {

  @Test
  void ownsWhatItNamesAndAllOfOtherTopics() {
    // Given
    Share share = Share.parse("t=2+11*,a=b=2");

    // Then
    assertThat(share.of("t", List.of(2, 3, 11))).containsExactly(2, 11);
    assertThat(share.of("t", List.of(3))).isEmpty();
    assertThat(share.of("a=b", List.of(2, 3))).containsExactly(2);
    assertThat(share.of("u", List.of(3, 2))).containsExactly(2, 3);
    assertThat(share.found()).containsExactly(new TopicVgroup("t", 11));
    assertThat(Share.parse("")).isEqualTo(Share.WHOLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"t", "t=", "t=x", "t=2+", "t=2,", "t=2,,u=3", "t=2**", "=2+-3"})
  void refusesWhatIsNoShare(String text) {
    assertThatThrownBy(() -> Share.parse(text))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining(text);
  }
}
